package com.postmagiq.workflow.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names of texts inside a run. They look like paths and are never paths of a file system. */
public final class ArtefactNames {
    /** The author's story, present before the first state. */
    public static final String STORY = "input/story_input.md";

    private static final String AGENT = "{agent}";
    private static final String OLD_PREFIX = "workflow/";
    private static final int MAX_LENGTH = 300;

    private ArtefactNames() {}

    /**
     * The name a reference stands for: without the older prefix {@code workflow/}. Empty for what
     * could be mistaken for a place outside the run.
     */
    public static Optional<String> normalise(String reference) {
        var name =
                reference.startsWith(OLD_PREFIX)
                        ? reference.substring(OLD_PREFIX.length())
                        : reference;
        var bad =
                name.isBlank()
                        || name.length() > MAX_LENGTH
                        || name.startsWith("/")
                        || name.endsWith("/")
                        || name.contains("//")
                        || name.contains("..")
                        || name.contains("\\")
                        || name.matches("(?s)[A-Za-z]:.*")
                        || name.chars().anyMatch(Character::isISOControl);
        return bad ? Optional.empty() : Optional.of(name);
    }

    /** An input reference: as any, and {@code {agent}} stands for every agent. */
    public static Optional<String> normaliseInput(String reference) {
        return normalise(reference).map(name -> name.replace(AGENT, "*"));
    }

    public static boolean isPattern(String reference) {
        return reference.contains("*");
    }

    /**
     * Whether a name is meant by a normalised reference; {@code *} stands for any text inside one
     * segment.
     */
    public static boolean matches(String reference, String name) {
        if (!isPattern(reference)) {
            return reference.equals(name);
        }
        var wanted = reference.split("/", -1);
        var given = name.split("/", -1);
        if (wanted.length != given.length) {
            return false;
        }
        for (var i = 0; i < wanted.length; i++) {
            if (!segmentMatches(wanted[i], given[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * What each slot of a state writes, in slot order. An agent that stands in several slots gets
     * {@code -2}, {@code -3} and so on appended, so that no slot overwrites another.
     */
    public static List<String> outputs(State.Asking state) {
        return outputs(template(state.name(), state.work().output()), agents(state));
    }

    /** Agents of a state in slot order. */
    public static List<String> agents(State.Asking state) {
        return switch (state) {
            case State.Single single -> List.of(single.agent());
            case State.OrchestratorTask task -> List.of(task.agent());
            case State.FanOut fanOut -> fanOut.slots().stream().map(State.Slot::agent).toList();
        };
    }

    static List<String> outputs(String template, List<String> agents) {
        var names = new ArrayList<String>();
        Set<String> taken = new HashSet<>(agents);
        Set<String> seen = new HashSet<>();
        for (var agent : agents) {
            var unique = agent;
            for (var n = 2; !seen.add(unique); n++) {
                var candidate = agent + "-" + n;
                unique = taken.add(candidate) ? candidate : unique;
            }
            names.add(template.replace(AGENT, unique));
        }
        return List.copyOf(names);
    }

    /** A state that names no output writes under its own name. */
    static String template(String state, @Nullable String output) {
        return output == null
                ? state + "/" + AGENT + ".md"
                : normalise(output)
                        .orElseThrow(
                                () -> new IllegalArgumentException("Bad artefact name " + output));
    }

    static boolean namesAgent(String template) {
        return template.contains(AGENT);
    }

    /**
     * Remembers the last star and what it has eaten: linear for real patterns, never exponential.
     */
    private static boolean segmentMatches(String pattern, String text) {
        var p = 0;
        var t = 0;
        var star = -1;
        var eaten = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                eaten = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++eaten;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
