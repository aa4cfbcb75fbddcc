package com.postmagiq.voice.measure;

import com.postmagiq.voice.measure.ReadText.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a text opens and how it closes, as one of a few kinds. */
final class Ends {
    /** Kinds of first sentences. */
    static final List<String> OPENINGS =
            List.of("question", "number", "quote", "i_we", "imperative", "short_hook", "statement");

    /** Kinds of last sentences. */
    static final List<String> CLOSINGS =
            List.of(
                    "question",
                    "call_to_action",
                    "short_line",
                    "hashtag_block",
                    "trailing_off",
                    "statement");

    private static final int SHORT = 10;
    private static final int LONGEST_CALL = 12;
    private static final Pattern NUMBER = Pattern.compile("^\\W*\\d");
    private static final Pattern QUOTE = Pattern.compile("^\\s*[\"\u201C\u201E\u00AB]");
    private static final Pattern TRAILING = Pattern.compile("(?:\u2026|\\.{3,})\\W*$");

    private Ends() {}

    /** The kind of the first sentence; empty for a text without any. */
    static Optional<String> opening(ReadText read, Vocabulary vocabulary) {
        return read.sentences.stream().findFirst().map(it -> opening(read, it, vocabulary));
    }

    private static String opening(ReadText read, Sentence sentence, Vocabulary vocabulary) {
        var written = read.text.substring(sentence.start(), sentence.end());
        var first = TextFeatures.first(sentence);
        if (written.strip().endsWith("?")) {
            return "question";
        }
        if (NUMBER.matcher(written).find() || vocabulary.in("numbers", first)) {
            return "number";
        }
        if (QUOTE.matcher(written).find()) {
            return "quote";
        }
        if (vocabulary.in("first_person", first) || vocabulary.in("we_person", first)) {
            return "i_we";
        }
        if (vocabulary.in("imperatives", first)) {
            return "imperative";
        }
        return sentence.words().size() <= SHORT ? "short_hook" : "statement";
    }

    /** The kind of the last sentence; empty for a text without any. */
    static Optional<String> closing(ReadText read, Vocabulary vocabulary) {
        if (read.sentences.isEmpty()) {
            return Optional.empty();
        }
        var last = read.sentences.getLast();
        var written = read.text.substring(last.start(), last.end()).strip();
        var hashtags =
                Marks.in(read).getOrDefault(Marks.HASHTAG, List.of()).stream()
                        .filter(it -> it.start() >= last.start())
                        .count();
        if (hashtags > 0 && hashtags * 2 >= last.words().size()) {
            return Optional.of("hashtag_block");
        }
        if (written.endsWith("?")) {
            return Optional.of("question");
        }
        if (vocabulary.in("imperatives", TextFeatures.first(last))
                || (last.words().size() <= LONGEST_CALL
                        && last.words().stream()
                                .anyMatch(it -> vocabulary.in("call_to_action", it.lower())))) {
            return Optional.of("call_to_action");
        }
        if (TRAILING.matcher(written).find()) {
            return Optional.of("trailing_off");
        }
        return Optional.of(last.words().size() <= SHORT ? "short_line" : "statement");
    }
}
