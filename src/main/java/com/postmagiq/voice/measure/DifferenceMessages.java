package com.postmagiq.voice.measure;

import com.postmagiq.voice.measure.FidelityScore.Difference;
import com.postmagiq.voice.measure.HabitModel.Strange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in plain sentences, with the numbers, where a draft is unlike its author. */
final class DifferenceMessages {
    private static final int NAMED_WORDS = 5;
    private static final double HUNDRED = 100;
    private static final double PER = 1000;

    /** What a number is called, how to bring it up and how to bring it down. */
    private record Wording(String name, String unit, String more, String less) {}

    private static final String WORDS = "words";
    private static final String PER_1000 = "per 1000 words";
    private static final String PERCENT = "percent";

    private static final Map<String, Wording> WORDINGS =
            Map.ofEntries(
                    wording(
                            "mean_len",
                            "words in a sentence",
                            WORDS,
                            "Join some sentences.",
                            "Split some sentences."),
                    wording(
                            "burstiness",
                            "variation of sentence length",
                            "ratio",
                            "Mix short sentences with long ones.",
                            "Keep sentences more even in length."),
                    wording(
                            "short_share",
                            "sentences of eight words or fewer",
                            PERCENT,
                            "Let a few sentences stand short.",
                            "Join some of the short sentences."),
                    wording(
                            "contraction_rate",
                            "contractions such as \u201Cdon't\u201D",
                            PER_1000,
                            "Contract where you would when speaking.",
                            "Write some contractions out."),
                    wording(
                            "mattr50",
                            "different words in any hundred",
                            PERCENT,
                            "Repeat words less.",
                            "Repeat a plain word instead of looking for another."),
                    wording(
                            "mean_word_len",
                            "letters in a word",
                            "letters",
                            "Choose longer words where they are more exact.",
                            "Choose shorter words."),
                    wording(
                            "long_word_share",
                            "words of seven letters or more",
                            PERCENT,
                            "Choose longer words where they are more exact.",
                            "Choose shorter words."),
                    wording(
                            "i_rate",
                            "words such as \u201CI\u201D and \u201Cmy\u201D",
                            PER_1000,
                            "Tell it more as yourself.",
                            "Talk less about yourself."),
                    wording(
                            "you_rate",
                            "words such as \u201Cyou\u201D",
                            PER_1000,
                            "Address the reader more.",
                            "Address the reader less."),
                    wording(
                            "we_rate",
                            "words such as \u201Cwe\u201D and \u201Cour\u201D",
                            PER_1000,
                            "Say \u201Cwe\u201D where it was not you alone.",
                            "Say \u201Cwe\u201D less."),
                    wording(
                            "para_words",
                            "words in a paragraph",
                            WORDS,
                            "Make paragraphs longer.",
                            "Make paragraphs shorter."),
                    wording(
                            "single_sentence_share",
                            "paragraphs of a single sentence",
                            PERCENT,
                            "Let some sentences stand alone.",
                            "Put single sentences together."),
                    wording(
                            "bullet_share",
                            "lines that are list items",
                            PERCENT,
                            "Use a list where you list.",
                            "Write sentences instead of a list."),
                    wording(
                            "formal_rate",
                            "formal links such as \u201Chowever\u201D",
                            PER_1000,
                            "Link thoughts more formally.",
                            "Drop formal links such as \u201Cfurthermore\u201D."),
                    wording(
                            "conjunction_start_share",
                            "sentences that begin with \u201Cand\u201D, \u201Cbut\u201D or \u201Cso\u201D",
                            PERCENT,
                            "Begin a sentence with \u201Cand\u201D or \u201Cbut\u201D now and then.",
                            "Begin fewer sentences with \u201Cand\u201D or \u201Cbut\u201D."),
                    wording(
                            "fk_grade",
                            "grade of school needed",
                            "grade",
                            "Use longer sentences and words.",
                            "Use shorter sentences and words."),
                    wording(
                            "ari",
                            "readability index",
                            "index",
                            "Use longer sentences and words.",
                            "Use shorter sentences and words."),
                    wording(
                            "emoji_rate",
                            "emoji",
                            PER_1000,
                            "Use an emoji or two.",
                            "Use fewer emoji."),
                    wording(
                            "hashtags_per_text",
                            "hashtags",
                            "per text",
                            "Add hashtags.",
                            "Use fewer hashtags."));

    private final Stylometry profile;
    private final Measured draft;
    private final HabitModel model;
    private final Map<String, List<Marks.Span>> marks;
    private final Vocabulary vocabulary;

    DifferenceMessages(
            Stylometry profile, Measured draft, HabitModel model, Vocabulary vocabulary) {
        this.profile = profile;
        this.draft = draft;
        this.model = model;
        this.vocabulary = vocabulary;
        this.marks = Marks.in(draft.read());
    }

    private static Map.Entry<String, Wording> wording(
            String key, String name, String unit, String more, String less) {
        return Map.entry(key, new Wording(name, unit, more, less));
    }

    /**
     * @param lost points
     */
    Difference of(Rule rule, double lost) {
        return switch (rule.kind()) {
            case HABITS ->
                    habits(
                            rule.feature(),
                            lost,
                            "Common words come in another mixture than yours",
                            "Replace what is marked by the words you would use.");
            case PAIRS ->
                    habits(
                            rule.feature(),
                            lost,
                            "Words follow each other differently than in your texts",
                            "Say it aloud the way you would tell it, and write that.");
            case WORDS ->
                    plain(
                            rule,
                            lost,
                            "Many words are not the ones you usually reach for.",
                            "Replace words you would not say by the ones you would.");
            case DELTA ->
                    plain(
                            rule,
                            lost,
                            "The small words that hold sentences together come in another mixture than yours.",
                            "Rewrite a paragraph or two from memory instead of editing single words.");
            case LENGTHS ->
                    plain(
                            rule,
                            lost,
                            "Short and long sentences are mixed differently than in your texts.",
                            "Read it aloud and cut or join where you would breathe.");
            case OPENING ->
                    plain(
                            rule,
                            lost,
                            "You rarely open this way.",
                            "Open as you usually do; your findings say how.");
            case CLOSING ->
                    plain(
                            rule,
                            lost,
                            "You rarely close this way.",
                            "Close as you usually do; your findings say how.");
            case NUMBER, RATE ->
                    Marks.PUNCTUATION.contains(rule.feature())
                            ? mark(rule.feature(), lost)
                            : number(rule.feature(), lost);
        };
    }

    private static Difference plain(Rule rule, double lost, String message, String hint) {
        return new Difference(rule.feature(), 0, 0, "none", lost, message, hint, List.of());
    }

    private double mine(String feature) {
        var stat = profile.features().get(feature);
        return stat == null ? 0 : stat.mean();
    }

    private double theirs(String feature) {
        return Numbers.four(draft.values().getOrDefault(feature, 0.0));
    }

    private Difference mark(String mark, double lost) {
        var mine = mine(mark);
        var theirs = theirs(mark);
        var places = marks.getOrDefault(mark, List.of());
        var name = Findings.name(mark);
        var here = mine * draft.words() / PER;
        var message =
                theirs > mine
                        ? "You %s; this draft has %d."
                                .formatted(
                                        mine < 0.05
                                                ? "never use " + name
                                                : mine < 2
                                                        ? "almost never use " + name
                                                        : "use about %s %s in a text of this length"
                                                                .formatted(
                                                                        Findings.number(here),
                                                                        name),
                                        places.size())
                        : "You use about %s %s in a text of this length; this draft has %d."
                                .formatted(Findings.number(here), name, places.size());
        return new Difference(
                mark,
                mine,
                theirs,
                PER_1000,
                lost,
                message,
                theirs > mine
                        ? "Take some out, or split the sentence there."
                        : "Use them where you would when writing freely.",
                theirs > mine ? Fidelity.spans(places) : List.of());
    }

    private Difference number(String feature, double lost) {
        var wording =
                WORDINGS.getOrDefault(
                        feature, new Wording(feature, "", "More of it.", "Less of it."));
        var mine = mine(feature);
        var theirs = theirs(feature);
        var percent = wording.unit().equals(PERCENT);
        var factor = percent ? HUNDRED : 1;
        var sign = percent ? " %" : "";
        var message =
                "%s: %s%s in your texts, %s%s here."
                        .formatted(
                                Character.toUpperCase(wording.name().charAt(0))
                                        + wording.name().substring(1),
                                Findings.number(mine * factor),
                                sign,
                                Findings.number(theirs * factor),
                                sign);
        return new Difference(
                feature,
                mine,
                theirs,
                wording.unit(),
                lost,
                message,
                theirs < mine ? wording.more() : wording.less(),
                theirs > mine ? Fidelity.spans(places(feature)) : List.of());
    }

    /** Where there is too much of it, for what has places. */
    private List<Marks.Span> places(String feature) {
        return switch (feature) {
            case "emoji_rate" -> marks.getOrDefault(Marks.EMOJI, List.of());
            case "hashtags_per_text" -> marks.getOrDefault(Marks.HASHTAG, List.of());
            case "contraction_rate" -> uses("contractions");
            case "formal_rate" -> uses("formal");
            case "i_rate" -> uses("first_person");
            case "we_rate" -> uses("we_person");
            case "you_rate" -> uses("second_person");
            default -> List.of();
        };
    }

    private List<Marks.Span> uses(String list) {
        return draft.read().words.stream()
                .filter(it -> vocabulary.in(list, it.lower()))
                .map(it -> new Marks.Span(it.start(), it.end()))
                .toList();
    }

    private Difference habits(String kind, double lost, String beginning, String hint) {
        var strange = model.strange(kind, draft.counts(), NAMED_WORDS);
        var more = strange.stream().filter(it -> it.draft() > it.profile()).toList();
        var less = strange.stream().filter(it -> it.draft() <= it.profile()).toList();
        var said = new ArrayList<String>();
        said.add(beginning);
        if (!more.isEmpty()) {
            said.add("more often than you write it: " + words(more));
        }
        if (!less.isEmpty()) {
            said.add("less often: " + words(less));
        }
        var spans =
                more.stream()
                        .flatMap(it -> HabitModel.places(draft.habits(), it.habit()).stream())
                        .sorted(Comparator.comparingInt(Marks.Span::start))
                        .toList();
        return new Difference(
                kind,
                strange.isEmpty() ? 0 : Numbers.four(strange.getFirst().profile()),
                strange.isEmpty() ? 0 : Numbers.four(strange.getFirst().draft()),
                strange.isEmpty() ? "none" : PER_1000,
                lost,
                String.join("; ", said) + ".",
                hint,
                Fidelity.spans(spans));
    }

    private static String words(List<Strange> words) {
        return words.stream()
                .map(
                        it ->
                                "\u201C%s\u201D (%s instead of %s in 1000)"
                                        .formatted(
                                                it.habit(),
                                                Findings.number(it.draft()),
                                                Findings.number(it.profile())))
                .collect(Collectors.joining(", "));
    }
}
