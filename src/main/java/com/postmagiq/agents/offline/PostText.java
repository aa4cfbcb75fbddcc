package com.postmagiq.agents.offline;

import com.postmagiq.quality.Sentence;
import com.postmagiq.quality.Sentences;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Small changes to a post that leave everything else as it was, byte for byte. */
final class PostText {
    private static final Pattern EMPTY_PARAGRAPHS = Pattern.compile("\\s*\\n\\s*\\n\\s*");
    private static final String PARAGRAPH = "\n\n";

    private PostText() {}

    /** A place in a text. */
    record Place(int start, int end) {}

    /** Where a passage stands, typographic quotes and case aside. */
    static Optional<Place> find(String text, String passage, int from) {
        var wanted = plain(passage.strip());
        var at = wanted.isEmpty() ? -1 : plain(text).indexOf(wanted, from);
        return at < 0 ? Optional.empty() : Optional.of(new Place(at, at + wanted.length()));
    }

    static boolean holds(String text, String passage) {
        return find(text, passage, 0).isPresent();
    }

    /** The same number of characters, so that places hold in both. */
    private static String plain(String text) {
        var plain = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            plain.append(
                    switch (c) {
                        case '\u2018', '\u2019' -> '\'';
                        case '\u201C', '\u201D' -> '"';
                        default -> Character.toLowerCase(c);
                    });
        }
        return plain.toString();
    }

    /** Every occurrence of a passage replaced; the text itself when there is none. */
    static String replaced(String text, String passage, String replacement) {
        var result = new StringBuilder();
        var from = 0;
        for (var place = find(text, passage, 0);
                place.isPresent();
                place = find(text, passage, from)) {
            result.append(text, from, place.get().start()).append(replacement);
            from = place.get().end();
        }
        return result.append(text, from, text.length()).toString();
    }

    /** Without the first occurrence of a passage, and without the gap it leaves. */
    static String without(String text, Place place) {
        var start = place.start();
        var end = place.end();
        var before = text.substring(0, start).stripTrailing();
        var after = text.substring(end).stripLeading();
        var blank =
                text.substring(before.length(), start)
                        + text.substring(end, text.length() - after.length());
        var opens =
                before.isEmpty() || ".!?:\u201D\"".indexOf(before.charAt(before.length() - 1)) >= 0;
        if (before.isEmpty() || after.isEmpty()) {
            return before.isEmpty() ? capitalised(after) : before;
        }
        var tight = ",.;:!?".indexOf(after.charAt(0)) >= 0;
        if (tight && opens) { // a whole sentence without its mark
            after = after.substring(1).stripLeading();
            tight = false;
        }
        var gap = blank.contains("\n") ? PARAGRAPH : tight ? "" : " ";
        return before + gap + (opens ? capitalised(after) : after);
    }

    static List<String> paragraphs(String text) {
        return EMPTY_PARAGRAPHS.splitAsStream(text.strip()).filter(p -> !p.isEmpty()).toList();
    }

    static String joined(List<String> paragraphs) {
        return String.join(PARAGRAPH, paragraphs);
    }

    static String tidied(String text) {
        return joined(
                paragraphs(text).stream()
                        .map(paragraph -> paragraph.replaceAll(" {2,}", " ").strip())
                        .filter(paragraph -> !paragraph.isEmpty())
                        .toList());
    }

    /** The sentence a passage stands in. */
    static Optional<Sentence> sentenceWith(String text, String passage) {
        return find(text, passage, 0)
                .flatMap(
                        place ->
                                Sentences.split(text).stream()
                                        .filter(
                                                s ->
                                                        s.start() <= place.start()
                                                                && place.start() < s.end())
                                        .findFirst());
    }

    /** As a sentence of its own. */
    static String sentence(String words) {
        var text = words.strip();
        var ends =
                text.isEmpty()
                        || ".!?\u2026\"\u201D'\u2019".indexOf(text.charAt(text.length() - 1)) >= 0;
        return ends ? text : text + ".";
    }

    private static String capitalised(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
