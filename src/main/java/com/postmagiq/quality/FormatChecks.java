package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import java.util.ArrayList;
import java.util.List;

/** Markup, assistant talk, placeholders, links in front and stray spaces. */
final class FormatChecks implements Check {

    private static final Phrases ASSISTANT = Phrases.named("assistant-talk");
    private static final int LONGEST_PLACEHOLDER = 60;
    private static final int LONGEST_EMPHASIS = 200;

    @Override
    public List<Entry> entries() {
        return List.of(
                CheckCatalogue.MARKUP,
                CheckCatalogue.META,
                CheckCatalogue.LINK_FIRST,
                CheckCatalogue.SPACES);
    }

    @Override
    public void inspect(Inspection in) {
        lineMarkup(in);
        inlineMarkup(in);
        assistant(in);
        placeholders(in);
        linkFirst(in);
        spaces(in);
    }

    private static void lineMarkup(Inspection in) {
        var text = in.post.text;
        var numbered = new ArrayList<TextRange>();
        for (var start = 0; start < text.length(); ) {
            var lineEnd = text.indexOf('\n', start);
            var end = lineEnd < 0 ? text.length() : lineEnd;
            var ink = start;
            while (ink < end && Character.isWhitespace(text.charAt(ink))) {
                ink++;
            }
            var mark = endOfMark(text, ink, end);
            if (mark > ink && Character.isDigit(text.charAt(ink))) {
                numbered.add(new TextRange(ink, mark));
            } else if (mark > ink) {
                in.report(
                        CheckCatalogue.MARKUP,
                        ink,
                        mark,
                        "A post is plain text: no bullets, headings or code.");
            }
            start = end + 1;
        }
        if (numbered.size() >= 2) {
            for (var item : numbered) {
                in.report(
                        CheckCatalogue.MARKUP,
                        item.start(),
                        item.end(),
                        "A numbered list: tell it in sentences.");
            }
        }
    }

    /** The end of a bullet, heading, quotation, fence or list number at the start of a line. */
    private static int endOfMark(String text, int start, int end) {
        if (start >= end) {
            return start;
        }
        if (text.startsWith("```", start) || text.startsWith("~~~", start)) {
            return start + 3;
        }
        var c = text.charAt(start);
        if ("-*+\u2022\u25AA\u25CF\u25E6\u2023>".indexOf(c) >= 0) {
            return start + 1 < end && text.charAt(start + 1) == ' ' ? start + 1 : start;
        }
        var at = start;
        while (at < end && text.charAt(at) == '#') {
            at++;
        }
        if (at > start) {
            return at - start <= 6 && at < end && text.charAt(at) == ' ' ? at : start;
        }
        while (at < end && at < start + 3 && Character.isDigit(text.charAt(at))) {
            at++;
        }
        var closes =
                at > start && at + 1 < end && (text.charAt(at) == '.' || text.charAt(at) == ')');
        return closes && text.charAt(at + 1) == ' ' ? at + 1 : start;
    }

    /** Pairs of asterisks or underscores around words of one line, and inline code. */
    private static void inlineMarkup(Inspection in) {
        var text = in.post.text;
        for (var at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            if (c != '*' && c != '_' && c != '`') {
                continue;
            }
            if (c != '`' && !in.post.inProse(at)) {
                continue;
            }
            var end = endOfEmphasis(text, at);
            if (end > at) {
                in.report(
                        CheckCatalogue.MARKUP,
                        at,
                        end,
                        "Bold, italic and code marks show as signs in a post.");
                at = end - 1;
            }
        }
    }

    private static int endOfEmphasis(String text, int start) {
        var mark = text.charAt(start);
        var open = start;
        while (open < text.length() && open - start <= 3 && text.charAt(open) == mark) {
            open++;
        }
        var opens =
                (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
                        && open - start <= 3
                        && open < text.length()
                        && !Character.isWhitespace(text.charAt(open));
        if (!opens) {
            return start;
        }
        var limit = Math.min(text.length(), open + LONGEST_EMPHASIS);
        for (var at = open; at < limit && text.charAt(at) != '\n'; at++) {
            if (text.charAt(at) == mark && !Character.isWhitespace(text.charAt(at - 1))) {
                var end = at;
                while (end < limit && text.charAt(end) == mark) {
                    end++;
                }
                var closes = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
                if (closes) {
                    return end;
                }
            }
        }
        return start;
    }

    private static void assistant(Inspection in) {
        for (var hit : ASSISTANT.in(in.post)) {
            in.report(
                    CheckCatalogue.META,
                    hit.start(),
                    hit.end(),
                    "This speaks about the writing and does not belong to the post.");
        }
    }

    private static void placeholders(Inspection in) {
        var text = in.post.text;
        for (var at = 0; at < text.length(); at++) {
            var closer =
                    switch (text.charAt(at)) {
                        case '[' -> ']';
                        case '{' -> '}';
                        default -> '\0';
                    };
            if (closer == '\0' || !in.post.inProse(at)) {
                continue;
            }
            var limit = Math.min(text.length(), at + LONGEST_PLACEHOLDER);
            var close = text.substring(at, limit).indexOf(closer);
            if (close > 1) {
                var end = at + close + 1;
                in.report(
                        CheckCatalogue.META,
                        at,
                        end,
                        "A placeholder is left: fill it in or take it out.");
                at = end - 1;
            }
        }
        for (var token : in.post.tokens) {
            if (token.text().equals("TODO")
                    || token.text().equals("TBD")
                    || token.text().equals("XXX")) {
                in.report(
                        CheckCatalogue.META,
                        token.start(),
                        token.end(),
                        "A note for later is left: fill it in or take it out.");
            }
        }
    }

    private static void linkFirst(Inspection in) {
        var text = in.post.text;
        var links = Links.find(text);
        var firstLineEnd = text.indexOf('\n', firstInk(text));
        if (!links.isEmpty() && (firstLineEnd < 0 || links.getFirst().start() < firstLineEnd)) {
            var link = links.getFirst();
            in.report(
                    CheckCatalogue.LINK_FIRST,
                    link.start(),
                    link.end(),
                    "A link in the first line takes the place of the hook.");
        }
    }

    private static int firstInk(String text) {
        var at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static void spaces(Inspection in) {
        var text = in.post.text;
        for (var at = 0; at < text.length(); at++) {
            if (text.charAt(at) != ' ' || !in.post.inProse(at)) {
                continue;
            }
            var end = at;
            while (end < text.length() && text.charAt(end) == ' ') {
                end++;
            }
            var inLine = at > 0 && text.charAt(at - 1) != '\n';
            var beforeMark =
                    inLine
                            && end < text.length()
                            && ",.;:!?".indexOf(text.charAt(end)) >= 0
                            && !text.startsWith("..", end)
                            && (end + 1 == text.length()
                                    || !Character.isLetterOrDigit(text.charAt(end + 1)));
            if (beforeMark || (inLine && end - at > 1)) {
                in.report(
                        CheckCatalogue.SPACES,
                        CheckCatalogue.SPACES.severity(),
                        at,
                        end,
                        beforeMark ? "No blank before a punctuation mark." : "One blank is enough.",
                        null,
                        null,
                        new Finding.Fix(at, end, beforeMark ? "" : " "));
            }
            at = end - 1;
        }
    }
}
