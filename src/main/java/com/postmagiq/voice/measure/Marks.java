package com.postmagiq.voice.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where punctuation marks and emoji stand in a text. */
final class Marks {
    static final String EM_DASH = "em_dash";
    static final String EMOJI = "emoji";
    static final String HASHTAG = "hashtag";

    /** The marks that are counted, by key. */
    private static final Map<String, Pattern> PATTERNS =
            Map.ofEntries(
                    Map.entry("comma", Pattern.compile(",")),
                    Map.entry("semicolon", Pattern.compile(";")),
                    Map.entry("colon", Pattern.compile("(?<![0-9]):|:(?![0-9])")),
                    Map.entry(
                            EM_DASH,
                            Pattern.compile(
                                    "\u2014+|(?<!-)-{2,}(?!-)|(?<=[ \\t])\u2013(?=[ \\t\\n]|$)")),
                    Map.entry("ellipsis", Pattern.compile("\u2026+|\\.{3,}|\\.(?: \\.){2,}")),
                    Map.entry("exclamation", Pattern.compile("!")),
                    Map.entry("question", Pattern.compile("\\?")),
                    Map.entry("parenthesis", Pattern.compile("\\(")),
                    Map.entry(
                            "quote",
                            Pattern.compile(
                                    "[\u201C\u201E\u00AB]|(?<![\\p{L}\\p{N},.!?;:\"])\"(?=\\S)")),
                    Map.entry("hyphen", Pattern.compile("(?<=[\\p{L}\\p{N}])-(?=[\\p{L}\\p{N}])")),
                    Map.entry(
                            HASHTAG,
                            Pattern.compile("(?<![\\p{L}\\p{N}&])#\\p{L}[\\p{L}\\p{N}_]*")),
                    Map.entry(
                            "mention", Pattern.compile("(?<![\\p{L}\\p{N}.])@[\\p{L}\\p{N}_]{2,}")),
                    Map.entry(
                            EMOJI,
                            Pattern.compile(
                                    "(?:[\\x{1F1E6}-\\x{1F1FF}]{2}|[0-9#*]\\uFE0F?\\u20E3"
                                            + "|(?:\\p{IsEmoji_Presentation}|\\p{IsExtended_Pictographic}\\uFE0F)"
                                            + "[\\uFE0F\\p{IsEmoji_Modifier}]*"
                                            + "(?:\\u200D\\p{IsExtended_Pictographic}[\\uFE0F\\p{IsEmoji_Modifier}]*)*)")));

    /** The marks of writing, as opposed to emoji, hashtags and mentions. */
    static final List<String> PUNCTUATION =
            List.of(
                    "comma",
                    "semicolon",
                    "colon",
                    EM_DASH,
                    "ellipsis",
                    "exclamation",
                    "question",
                    "parenthesis",
                    "quote",
                    "hyphen");

    private Marks() {}

    /** Half-open ranges in UTF-16 code units. */
    record Span(int start, int end) {}

    /** Every mark's places, by key; a mark that does not occur has none. */
    static Map<String, List<Span>> in(ReadText read) {
        var marks = new TreeMap<String, List<Span>>();
        PATTERNS.forEach((key, pattern) -> marks.put(key, find(pattern, read.text)));
        return marks;
    }

    private static List<Span> find(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        var spans = new ArrayList<Span>();
        while (found.find()) {
            spans.add(new Span(found.start(), found.end()));
        }
        return List.copyOf(spans);
    }
}
