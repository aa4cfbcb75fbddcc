package com.postmagiq.quality;

import static com.postmagiq.quality.Group.ACCURACY;
import static com.postmagiq.quality.Group.HOOK;
import static com.postmagiq.quality.Group.SPECIFICS;
import static com.postmagiq.quality.Group.STRUCTURE;
import static com.postmagiq.quality.Group.VOICE;
import static com.postmagiq.quality.Severity.BLOCK;
import static com.postmagiq.quality.Severity.INFO;
import static com.postmagiq.quality.Severity.WARN;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every check there is, with what a configuration may change about it. */
public final class CheckCatalogue {

    /**
     * One check.
     *
     * @param severity of an ordinary finding; some checks raise it for grave cases
     * @param threshold the default limit, or null when the check knows no limit
     * @param languageNeutral whether it also runs on texts that are not English
     * @param description one sentence; it says what the threshold counts
     */
    public record Entry(
            String id,
            Severity severity,
            Group group,
            @Nullable Double threshold,
            boolean languageNeutral,
            String description) {}

    private static final List<Entry> ALL = new ArrayList<>();

    static final Entry NUMBER =
            english(
                    "fabrication.number",
                    BLOCK,
                    ACCURACY,
                    "A number or amount that no source states.");
    static final Entry DATE =
            english(
                    "fabrication.date",
                    BLOCK,
                    ACCURACY,
                    "A date, weekday, year or time that no source states.");
    static final Entry NAME =
            english("fabrication.name", BLOCK, ACCURACY, "A proper name that no source holds.");
    static final Entry QUOTE =
            neutral(
                    "fabrication.quote",
                    BLOCK,
                    ACCURACY,
                    "A quotation that is not verbatim in a source.");
    static final Entry URL =
            neutral(
                    "fabrication.url",
                    BLOCK,
                    ACCURACY,
                    "A web or mail address that no source holds.");
    static final Entry CLAIM =
            english(
                    "fabrication.claim",
                    WARN,
                    SPECIFICS,
                    4,
                    "A sentence that no source carries; the threshold is the least number of content words.");
    static final Entry COVERAGE =
            english(
                    "fabrication.coverage",
                    WARN,
                    SPECIFICS,
                    0.70,
                    "The share of checkable sentences that the sources carry; below 0.50 it blocks.");
    static final Entry DASH =
            neutral(
                    "punct.dash",
                    BLOCK,
                    VOICE,
                    "An em dash, en dash or double hyphen outside addresses and code.");
    static final Entry BANNED =
            english(
                    "phrase.banned",
                    WARN,
                    VOICE,
                    3,
                    "A worn phrase; from the threshold on, different phrases block.");
    static final Entry FRAMEWORK =
            english(
                    "phrase.framework",
                    BLOCK,
                    STRUCTURE,
                    "Words that name the method's elements aloud.");
    static final Entry MARKUP =
            neutral(
                    "format.structure",
                    BLOCK,
                    STRUCTURE,
                    "Bullets, numbered lists, headings, bold or italic marks, code fences.");
    static final Entry CALL_TO_ACTION =
            english("format.cta", WARN, STRUCTURE, "A call to follow, comment or share.");
    static final Entry META =
            english(
                    "format.meta",
                    BLOCK,
                    STRUCTURE,
                    "Talk of an assistant about its work, or a placeholder.");
    static final Entry WORDS =
            neutral(
                    "length.words",
                    WARN,
                    STRUCTURE,
                    0.30,
                    "The number of words outside the window of the shape; outside by more than the threshold's share it blocks.");
    static final Entry CHARACTERS =
            neutral(
                    "length.chars",
                    BLOCK,
                    STRUCTURE,
                    "More characters than the platform takes; the threshold replaces the platform's limit.");
    static final Entry HOOK_LENGTH =
            neutral(
                    "hook.length",
                    WARN,
                    HOOK,
                    210,
                    "A first paragraph of more characters than the threshold, or a first sentence above 20 words.");
    static final Entry HOOK_CONCRETE =
            english(
                    "hook.concrete",
                    WARN,
                    HOOK,
                    "An opening of two sentences without anything concrete, or one that sums up or asks rhetorically.");
    static final Entry HASHTAGS =
            neutral(
                    "hashtags",
                    WARN,
                    STRUCTURE,
                    5,
                    "Hashtags above the threshold, inside sentences or repeated; too many capitals, emoji or links.");
    static final Entry FLESCH =
            english(
                    "readability.flesch",
                    WARN,
                    STRUCTURE,
                    55,
                    "Reading ease below the threshold or a school grade above 10.");
    static final Entry SENTENCES =
            english(
                    "readability.sentences",
                    WARN,
                    STRUCTURE,
                    20,
                    "Mean sentence length above the threshold, a sentence above 40 words, or a flat rhythm.");
    static final Entry PASSIVE =
            english("style.passive", WARN, VOICE, 0.15, "The share of sentences in the passive.");
    static final Entry FILLER =
            english("style.filler", INFO, VOICE, 1, "Filler words for each 100 words.");
    static final Entry TRANSITIONS =
            english(
                    "style.transitions",
                    WARN,
                    VOICE,
                    "A stock transition at the start of a sentence.");
    static final Entry PARENTHESES =
            neutral("style.parentheses", INFO, VOICE, 1, "More parentheses than the threshold.");
    static final Entry PARAGRAPHS =
            neutral(
                    "style.paragraphs",
                    INFO,
                    STRUCTURE,
                    0.2,
                    "Four or more paragraphs whose lengths differ less than the threshold (standard deviation over mean).");
    static final Entry HIDDEN_LIST =
            english(
                    "style.hidden_list",
                    INFO,
                    STRUCTURE,
                    3,
                    "As many sentences in a row as the threshold that open like list items.");
    static final Entry LINK_FIRST =
            neutral("format.link_first", WARN, STRUCTURE, "A bare link in the first line.");
    static final Entry SPACES =
            neutral(
                    "format.spaces",
                    INFO,
                    STRUCTURE,
                    "Double spaces or a blank before punctuation.");
    static final Entry CONTRACTIONS =
            english(
                    "style.contractions",
                    INFO,
                    VOICE,
                    0.5,
                    "The least share of contractible forms that are contracted.");
    static final Entry NGRAM =
            english(
                    "repetition.ngram",
                    WARN,
                    VOICE,
                    3,
                    "Four content words in a row as often as the threshold, a sentence twice, or four sentences with one first word.");
    static final Entry PREVIOUS =
            neutral(
                    "repetition.previous",
                    WARN,
                    VOICE,
                    0.35,
                    "The share of word triples an earlier post already had; from 0.80 on it blocks.");
    static final Entry VOICE_MATCH =
            english(
                    "voice.match",
                    WARN,
                    VOICE,
                    "A distance to the author's voice above the profile's 95th percentile.");
    static final Entry SPAM =
            neutral(
                    "safety.spam",
                    BLOCK,
                    STRUCTURE,
                    "Repeated strings, long runs of capitals, or five and more links.");
    static final Entry INJECTION =
            neutral(
                    "safety.injection",
                    WARN,
                    ACCURACY,
                    "Orders to a model inside the story or the post; reported, never followed.");

    private static final Map<String, Entry> BY_ID =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Entry::id, Function.identity()));

    private CheckCatalogue() {}

    /** All checks in the order of the documentation. */
    public static List<Entry> all() {
        return List.copyOf(ALL);
    }

    public static Optional<Entry> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    private static Entry english(String id, Severity severity, Group group, String description) {
        return add(new Entry(id, severity, group, null, false, description));
    }

    private static Entry english(
            String id, Severity severity, Group group, double threshold, String description) {
        return add(new Entry(id, severity, group, threshold, false, description));
    }

    private static Entry neutral(String id, Severity severity, Group group, String description) {
        return add(new Entry(id, severity, group, null, true, description));
    }

    private static Entry neutral(
            String id, Severity severity, Group group, double threshold, String description) {
        return add(new Entry(id, severity, group, threshold, true, description));
    }

    private static Entry add(Entry entry) {
        ALL.add(entry);
        return entry;
    }
}
