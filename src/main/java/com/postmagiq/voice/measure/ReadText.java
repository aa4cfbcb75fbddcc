package com.postmagiq.voice.measure;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text as the measure reads it: words, sentences, lines and paragraphs with their places in the
 * text as it was given. Marks of Markdown, code blocks and addresses are blanked, not cut out, so
 * that every offset counts UTF-16 code units of the text given.
 */
public final class ReadText {
    /** Stands for an address: no letter, no blank. */
    static final char ADDRESS = '\uFFFC';

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?(^```[^\\n]*$|\\z)");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]\\n]*)]\\(([^)\\s]*)\\)");
    private static final Pattern WEB =
            Pattern.compile("(?i)\\b(?:https?://|www\\.)[^\\s\\uFFFC]*[^\\s.,;:!?)\\]'\"\\uFFFC]");
    private static final Pattern HEADING = Pattern.compile("(?m)^ {0,3}(?:#{1,6} |(?:> ?)+)");
    private static final Pattern BULLET =
            Pattern.compile("(?m)^[ \\t]*(?:[-*+\u2022\u25AA\u2013]|\\d{1,3}[.)])[ \\t]+");
    private static final Pattern EMPHASIS =
            Pattern.compile("\\*+|~~|`+|(?<![\\p{L}\\p{N}])_+|_+(?![\\p{L}\\p{N}])");
    private static final Pattern WORD =
            Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{N}]*(?:['\u2019-][\\p{L}\\p{N}]+)*");

    /**
     * A word.
     *
     * @param start first UTF-16 code unit
     * @param end one past the last
     * @param lower in lower case with straight apostrophes, for matching only
     */
    record Word(int start, int end, String lower) {}

    /** A sentence with at least one word. */
    record Sentence(int start, int end, List<Word> words) {}

    /** A line that is not blank. */
    record Line(int start, int end, boolean bullet) {}

    /** Lines without a blank one between them. */
    record Paragraph(int start, int end, int lines, List<Sentence> sentences) {
        int words() {
            return sentences.stream().mapToInt(it -> it.words().size()).sum();
        }
    }

    final String text;
    final List<Word> words = new ArrayList<>();
    final List<Sentence> sentences = new ArrayList<>();
    final List<Paragraph> paragraphs = new ArrayList<>();
    final List<Line> lines = new ArrayList<>();
    final int blankLines;
    final int links;

    private ReadText(String given, Vocabulary vocabulary) {
        var chars = given.toCharArray();
        blank(CODE_BLOCK, chars, ' ');
        var addresses = blankLinks(chars);
        addresses += blank(WEB, chars, ADDRESS);
        blank(HEADING, chars, ' ');
        var bullets = bullets(chars);
        blank(EMPHASIS, chars, ' ');
        this.text = new String(chars);
        this.links = addresses;
        this.blankLines = split(bullets, vocabulary);
    }

    /** Reads a text in the form texts are stored in (NFC, lines end with LF). */
    public static ReadText of(String text, Vocabulary vocabulary) {
        return new ReadText(text, vocabulary);
    }

    /** The number of words. */
    public int wordCount() {
        return words.size();
    }

    private static int blank(Pattern pattern, char[] chars, char with) {
        var found = pattern.matcher(new String(chars));
        var times = 0;
        while (found.find()) {
            times++;
            fill(chars, found.start(), found.end(), with);
        }
        return times;
    }

    private static void fill(char[] chars, int start, int end, char with) {
        for (var at = start; at < end; at++) {
            if (chars[at] != '\n') {
                chars[at] = with;
            }
        }
    }

    /** Keeps the words of a link and drops its address. */
    private static int blankLinks(char[] chars) {
        var found = LINK.matcher(new String(chars));
        var times = 0;
        while (found.find()) {
            times++;
            fill(chars, found.start(), found.start() + 1, ' ');
            fill(chars, found.end(1), found.end(), ' ');
        }
        return times;
    }

    private static List<Integer> bullets(char[] chars) {
        var found = BULLET.matcher(new String(chars));
        var starts = new ArrayList<Integer>();
        while (found.find()) {
            starts.add(found.start());
            fill(chars, found.start(), found.end(), ' ');
        }
        return starts;
    }

    /** Returns the number of blank lines between others. */
    private int split(List<Integer> bullets, Vocabulary vocabulary) {
        var blanks = 0;
        var pending = 0;
        var paragraph = new ArrayList<Sentence>();
        var paragraphStart = -1;
        var paragraphLines = 0;
        var start = 0;
        while (start <= text.length()) {
            var end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (text.substring(start, end).isBlank()) {
                if (paragraphStart >= 0) {
                    paragraphs.add(
                            new Paragraph(
                                    paragraphStart, start, paragraphLines, List.copyOf(paragraph)));
                    paragraph.clear();
                    paragraphStart = -1;
                    paragraphLines = 0;
                }
                pending++;
            } else {
                blanks += lines.isEmpty() ? 0 : pending;
                pending = 0;
                paragraphStart = paragraphStart < 0 ? start : paragraphStart;
                paragraphLines++;
                lines.add(new Line(start, end, bullets.contains(start)));
                paragraph.addAll(sentences(start, end, vocabulary));
            }
            start = end + 1;
        }
        if (paragraphStart >= 0) {
            paragraphs.add(
                    new Paragraph(
                            paragraphStart, text.length(), paragraphLines, List.copyOf(paragraph)));
        }
        return blanks;
    }

    /** The end of a line is always the end of a sentence. */
    private List<Sentence> sentences(int from, int to, Vocabulary vocabulary) {
        var line = text.substring(from, to);
        var borders = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        borders.setText(line);
        var found = new ArrayList<Sentence>();
        var start = borders.first();
        for (var end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
            if (end < line.length() && vocabulary.goesOn(line.substring(start, end))) {
                continue;
            }
            var inside = words(from + start, from + end);
            if (!inside.isEmpty()) {
                found.add(new Sentence(from + start, from + end, inside));
            }
            start = end;
        }
        words.addAll(found.stream().flatMap(it -> it.words().stream()).toList());
        sentences.addAll(found);
        return found;
    }

    private List<Word> words(int from, int to) {
        var found = WORD.matcher(text).region(from, to);
        var words = new ArrayList<Word>();
        while (found.find()) {
            words.add(
                    new Word(
                            found.start(),
                            found.end(),
                            found.group().toLowerCase(Locale.ROOT).replace('\u2019', '\'')));
        }
        return List.copyOf(words);
    }
}
