package com.postmagiq.agents.offline;

import com.postmagiq.quality.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the author told, as pieces that can be used one by one, in the order they were told. */
record Story(List<Unit> units, int words) {
    private static final int LONGEST_QUOTED_PASSAGE = 90;
    private static final int BEGINNING = 6;
    private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} .*$");
    private static final Pattern BULLET = Pattern.compile("(?m)^\\s*([-*\u2022]|\\d+[.)])\\s+");

    /** Signs that a text is about the text, not about what happened. */
    private static final Pattern ABOUT_THE_TEXT =
            Pattern.compile(
                    "\\b(post|draft|text|story|paragraph|sentence|opening|ending|hook|skip|proceed|question|questions|tone|wording|shorter|longer|undo|please)\\b");

    Story {
        units = List.copyOf(units);
    }

    /**
     * The author's text, and behind it what people answered later.
     *
     * @param sources the story first; remarks about the text itself are left out
     */
    static Story of(List<String> sources) {
        var units = new ArrayList<Unit>();
        var words = 0;
        var paragraph = 0;
        for (var i = 0; i < sources.size(); i++) {
            var text = plain(sources.get(i));
            words += i == 0 ? Unit.words(text).size() : 0;
            for (var block : PARAGRAPHS.splitAsStream(text).toList()) {
                add(units, block, paragraph++, i > 0);
            }
        }
        return new Story(units, words);
    }

    private static String plain(String source) {
        var text = source.replace("\uFEFF", "").replace("\r\n", "\n").replace('\r', '\n');
        return BULLET.matcher(HEADING.matcher(text).replaceAll("")).replaceAll("");
    }

    private static void add(List<Unit> units, String block, int paragraph, boolean answer) {
        var gap = false;
        for (var passage : passages(block)) {
            if (answer && aboutTheText(passage)) {
                continue;
            }
            var clauses = quoted(passage) ? List.of(passage) : Clauses.of(passage);
            gap |= clauses.isEmpty();
            for (var i = 0; i < clauses.size(); i++) {
                var finished = Clauses.finished(clauses.get(i));
                var leans = leans(finished) || (i > 0 && pointsBack(finished));
                if (finished.isEmpty() || (gap && leans)) {
                    continue;
                }
                units.add(new Unit(units.size(), paragraph, leans && !units.isEmpty(), finished));
                gap = false;
            }
        }
    }

    private static boolean aboutTheText(String passage) {
        return ABOUT_THE_TEXT.matcher(passage.toLowerCase(Locale.ROOT)).find()
                || Unit.words(passage).size() < 4;
    }

    /** Whether a sentence cannot be understood without the one before it. */
    static boolean leans(String sentence) {
        var words = Unit.words(sentence);
        if (words.isEmpty()) {
            return false;
        }
        var first = Lexicon.bare(words.getFirst());
        var opensQuote = "\"\u201C".indexOf(sentence.charAt(0)) >= 0;
        return Lexicon.LEANING.contains(first)
                || (opensQuote && Lexicon.JOINING.contains(first))
                || beginning(words).anyMatch(Lexicon.LEANING_EARLY::contains);
    }

    /** A later clause of a sentence may speak of what an earlier one named. */
    private static boolean pointsBack(String clause) {
        return beginning(Unit.words(clause)).anyMatch(Lexicon.LEANING::contains);
    }

    private static Stream<String> beginning(List<String> words) {
        return words.stream().limit(BEGINNING).map(Lexicon::bare);
    }

    /** Sentences; those of one quotation stay together, or the quotation would fall apart. */
    private static List<String> passages(String block) {
        var passages = new ArrayList<String>();
        var open = new StringBuilder();
        for (var sentence : Sentences.split(block)) {
            open.append(open.isEmpty() ? "" : " ").append(sentence.text());
            if (balanced(open)) {
                passages.add(open.toString());
                open.setLength(0);
            }
        }
        return passages; // a quotation that is never closed is not used
    }

    private static boolean balanced(CharSequence text) {
        var curly = 0;
        var straight = 0;
        for (var i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\u201C' -> curly++;
                case '\u201D' -> curly--;
                case '"' -> straight++;
                default -> {}
            }
        }
        return curly == 0 && straight % 2 == 0;
    }

    /** More than one sentence, held together by quotation marks, and short enough to keep. */
    private static boolean quoted(String passage) {
        return Sentences.split(passage).size() > 1
                && Unit.words(passage).size() <= LONGEST_QUOTED_PASSAGE
                && passage.chars().noneMatch(c -> c == '\u2014' || c == '\u2013');
    }

    boolean empty() {
        return units.isEmpty();
    }
}
