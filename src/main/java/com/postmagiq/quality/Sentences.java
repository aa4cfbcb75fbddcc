package com.postmagiq.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a text into sentences without a model; one pass, linear in the length of the text. */
public final class Sentences {

    private static final Set<String> ABBREVIATIONS = WordLists.words("abbreviations");

    /** Abbreviations that also end sentences, such as etc., when a capital letter follows. */
    private static final Set<String> MAY_END =
            Set.of("etc", "inc", "ltd", "co", "corp", "jr", "sr", "a.m", "p.m", "am", "pm", "no");

    /** A line shorter than this that does not end in a full stop is a line of its own. */
    private static final int SHORT_LINE = 60;

    private static final String CLOSERS = "\"'\u201D\u2019\u00BB)]*_";
    private static final String OPENERS = "\"'\u201C\u2018\u00AB([*_#-";

    private Sentences() {}

    /** The sentences of a text in order, without the white space around them. */
    public static List<Sentence> split(String text) {
        var sentences = new ArrayList<Sentence>();
        var start = 0;
        var lineStart = 0;
        for (var at = 0; at < text.length(); ) {
            var c = text.charAt(at);
            var end = at + 1;
            var cut = false;
            if (c == '\n') {
                cut = lineEnds(text, lineStart, at);
                lineStart = end;
            } else if (isTerminal(c)) {
                while (end < text.length() && isTerminal(text.charAt(end))) {
                    end++;
                }
                var stops = end;
                while (end < text.length() && CLOSERS.indexOf(text.charAt(end)) >= 0) {
                    end++;
                }
                cut = sentenceEnds(text, start, at, stops, end);
                end = cut ? end : stops;
            }
            if (cut) {
                add(sentences, text, start, end);
                start = end;
            }
            at = end;
        }
        add(sentences, text, start, text.length());
        return List.copyOf(sentences);
    }

    private static boolean isTerminal(char c) {
        return c == '.' || c == '!' || c == '?' || c == '\u2026' || c == '\u3002';
    }

    /** A blank line ends a sentence; a single line break does when the text does not run on. */
    private static boolean lineEnds(String text, int lineStart, int lineBreak) {
        var next = lineBreak + 1;
        while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
            next++;
        }
        if (next >= text.length() || text.charAt(next) == '\n') {
            return true;
        }
        return lineBreak - lineStart < SHORT_LINE && !Character.isLowerCase(text.codePointAt(next));
    }

    private static boolean sentenceEnds(String text, int start, int at, int stops, int end) {
        if (end >= text.length()) {
            return true;
        }
        if (text.charAt(at) == '\u3002') {
            return true;
        }
        if (!Character.isWhitespace(text.charAt(end))) {
            return false;
        }
        var next = end;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            if (text.charAt(next) == '\n') {
                return true;
            }
            next++;
        }
        if (next >= text.length()) {
            return true;
        }
        var runsOn = Character.isLowerCase(firstLetter(text, next));
        if (runsOn && (end > stops || text.charAt(at) != '.' || stops - at > 1)) {
            return false;
        }
        if (stops - at > 1 || text.charAt(at) != '.') {
            return !runsOn;
        }
        var word = wordBefore(text, start, at);
        if (initial(text, start, at, word)) {
            return false;
        }
        if (ABBREVIATIONS.contains(word)) {
            return MAY_END.contains(word) && !runsOn && !Character.isDigit(text.charAt(next));
        }
        return !runsOn;
    }

    private static int firstLetter(String text, int from) {
        var at = from;
        while (at < text.length() && OPENERS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.codePointAt(at) : ' ';
    }

    /** The letters and inner full stops before a full stop, in lower case. */
    private static String wordBefore(String text, int start, int stop) {
        var from = stop;
        while (from > start
                && stop - from < 12
                && (Character.isLetter(text.charAt(from - 1)) || text.charAt(from - 1) == '.')) {
            from--;
        }
        return text.substring(from, stop).toLowerCase(Locale.ROOT);
    }

    /** "J. Smith", "J.R. Smith": a single capital before the full stop, but not the word I. */
    private static boolean initial(String text, int start, int stop, String word) {
        var single =
                word.length() == 1 || (word.length() > 2 && word.charAt(word.length() - 2) == '.');
        return single
                && stop > start
                && Character.isUpperCase(text.charAt(stop - 1))
                && !word.equals("i");
    }

    private static void add(List<Sentence> sentences, String text, int from, int to) {
        var start = from;
        var end = to;
        while (start < end && blank(text.charAt(start))) {
            start++;
        }
        while (end > start && blank(text.charAt(end - 1))) {
            end--;
        }
        if (end > start) {
            sentences.add(new Sentence(sentences.size(), start, end, text.substring(start, end)));
        }
    }

    private static boolean blank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0000';
    }
}
