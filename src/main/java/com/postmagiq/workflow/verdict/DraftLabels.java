package com.postmagiq.workflow.verdict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Neutral names for drafts, so that an auditor cannot favour its own model.
 *
 * @param agents label ({@code A}, {@code B}, ...) to agent, in the order the drafts are shown
 */
public record DraftLabels(Map<String, String> agents) {
    /** For audits of a single text. */
    public static final DraftLabels NONE = new DraftLabels(Map.of());

    private static final Pattern NAMED =
            Pattern.compile("(?i)\\bdraft\\s+\\W?([a-z]{1,2})\\b|^\\W?([A-Z]{1,2})\\W?\\s*:");

    public DraftLabels {
        agents = Collections.unmodifiableMap(new LinkedHashMap<>(agents));
    }

    /** The same agents and seed give the same labels. */
    public static DraftLabels shuffle(List<String> agents, long seed) {
        var order = new ArrayList<>(agents);
        Collections.shuffle(order, new Random(seed));
        var labels = new LinkedHashMap<String, String>();
        for (var i = 0; i < order.size(); i++) {
            labels.put(label(i), order.get(i));
        }
        return new DraftLabels(labels);
    }

    /** The agent an auditor means by {@code B}, {@code draft b} or {@code Draft B:}. */
    public Optional<String> agent(String label) {
        var word = label.strip().toUpperCase(Locale.ROOT);
        var direct = agents.get(word);
        if (direct != null) {
            return Optional.of(direct);
        }
        return named(label);
    }

    /** The agent of the draft a sentence names, if it names one. */
    public Optional<String> named(String sentence) {
        var names = NAMED.matcher(sentence);
        while (names.find()) {
            var label = names.group(1) == null ? names.group(2) : names.group(1);
            var agent = agents.get(label.toUpperCase(Locale.ROOT));
            if (agent != null) {
                return Optional.of(agent);
            }
        }
        return Optional.empty();
    }

    /** A to Z, then AA, AB, ... */
    private static String label(int index) {
        var last = String.valueOf((char) ('A' + index % 26));
        return index < 26 ? last : label(index / 26 - 1) + last;
    }
}
