package com.postmagiq.workflow.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A text on its way from what an agent answered to what is stored. Notes what it takes off. */
final class Cleaning {
    private static final String FENCE = "```";
    private static final int LONGEST_REMARK = 400;

    /** Labels and remarks may be wrapped in each other, as in a fence below "Here is the post". */
    private static final int MAX_ROUNDS = 4;

    private static final String WHAT =
            "(?:posts?|drafts?|versions?|revisions?|rewrites?|texts?|pieces?|synthesis|markdown)";

    /** "Here is the revised post:", "Sure! Below is a draft.", "I have rewritten the text". */
    private static final Pattern REMARK =
            Pattern.compile(
                    "(?i)(?:(?:sure|certainly|of course|absolutely|okay|ok|great)[,.!:]*\\s+)?"
                            + "(?:here(?:['\u2019]s| is| are)|below is|"
                            + "this is (?:the|your|a) (?:final|revised|new|first)|"
                            + "i(?:['\u2019]ve| have) "
                            + "(?:written|revised|rewritten|drafted|merged|updated|created))"
                            + "\\b[^\\n]{0,200}?\\b"
                            + WHAT
                            + "\\b[^\\n:]{0,120}(?<end>:|[.!]?$)");

    private static final Pattern COURTESY =
            Pattern.compile("(?i)(?:sure|certainly|of course|absolutely|okay|understood)[!.,:]?");

    /** "Draft:", "**Final post**", "# LinkedIn post:". */
    private static final Pattern LABEL =
            Pattern.compile(
                    "(?i)(?:#{1,6}\\s*)?(?:\\*\\*|__)?"
                            + "(?:(?:the|your|my|final|revised|first|new|linkedin)\\s+){0,3}"
                            + "(?:post|draft|version|revision|rewrite|text|output|final|answer)"
                            + "(?:\\s+[a-c0-9])?"
                            + "(?:(?:\\*\\*|__)?\\s*:\\s*(?:\\*\\*|__)?|(?:\\*\\*|__)\\s*$)");

    private static final Pattern SEPARATOR = Pattern.compile("(?:-{3,}|\\*{3,}|_{3,}|={3,})");

    private static final Pattern CLOSING =
            Pattern.compile(
                    "(?is)[\\[(*_]*(?:"
                            + "note(?: to (?:the )?(?:author|editor|user|reader))?\\s*:|"
                            + "(?:please )?let me know\\b|"
                            + "would you (?:like|prefer|want)(?: me)?\\b|"
                            + "do you want me to\\b|shall i\\b|should i\\b|"
                            + "feel free to (?:ask|adjust|edit|change|let|modify)\\b|"
                            + "i hope this\\b|hope this helps|"
                            + "i can also\\b|i['\u2019]d be happy to\\b|i would be happy to\\b|"
                            + "if you(?:['\u2019]d| would) like(?: me)?,? (?:to|i|any|another)\\b|"
                            + "(?:approx(?:imately|\\.)? )?(?:word count|words)\\s*:|"
                            + "(?:approximately |about |~)?\\d{2,4} words\\W*$"
                            + ").*");

    private final List<String> cleanups = new ArrayList<>();
    private String text;

    Cleaning(String answer) {
        this.text = answer;
    }

    String text() {
        return text;
    }

    List<String> cleanups() {
        return cleanups;
    }

    /** What every text loses: a byte order mark, foreign line ends, blanks at line ends. */
    Cleaning whitespace() {
        become("bom", text.replace("\ufeff", ""));
        become("control_characters", JsonText.storable(text));
        become("line_ends", text.replace("\r\n", "\n").replace('\r', '\n'));
        become(
                "trailing_spaces",
                String.join("\n", text.lines().map(String::stripTrailing).toList()));
        text = text.strip();
        return this;
    }

    /** What an assistant wraps around a post. */
    Cleaning wrapping() {
        for (var round = 0; round < MAX_ROUNDS; round++) {
            var before = text;
            opening();
            fence();
            closing();
            quotes();
            if (text.equals(before)) {
                break;
            }
        }
        return this;
    }

    /** What is wrapped around Markdown that begins with a heading. */
    Cleaning aroundMarkdown() {
        if (!text.startsWith("#") && !text.startsWith(FENCE)) {
            var line = text.lines().findFirst().orElse("").strip();
            if (line.length() <= LONGEST_REMARK && REMARK.matcher(line).lookingAt()) {
                become("leading_comment", text.substring(firstLineEnd()).strip());
            }
        }
        fence();
        return this;
    }

    /** Takes off what stands behind the last whole sentence. */
    Cleaning incompleteSentence() {
        become("incomplete_sentence", Sentences.whole(text));
        return this;
    }

    private void opening() {
        var line = text.substring(0, firstLineEnd()).strip();
        if (SEPARATOR.matcher(line).matches()) {
            become("separator", text.substring(firstLineEnd()).strip());
            return;
        }
        if (line.length() > LONGEST_REMARK && line.indexOf(':') > LONGEST_REMARK) {
            return;
        }
        var label = LABEL.matcher(line);
        if (label.lookingAt()) {
            become("leading_label", text.substring(text.indexOf(line) + label.end()).strip());
            return;
        }
        var remark = REMARK.matcher(line);
        var alone = line.length() < text.length();
        if (alone && COURTESY.matcher(line).matches()) {
            become("leading_comment", text.substring(firstLineEnd()).strip());
        } else if (remark.lookingAt()
                && (":".equals(remark.group("end")) || (alone && standsApart()))) {
            become("leading_comment", text.substring(text.indexOf(line) + remark.end()).strip());
        }
    }

    /** Whether a blank line, a rule or a fence follows the first line. */
    private boolean standsApart() {
        var rest = text.substring(Math.min(text.length(), firstLineEnd() + 1));
        var second = rest.lines().findFirst().orElse("").strip();
        return second.isEmpty() || second.startsWith(FENCE) || SEPARATOR.matcher(second).matches();
    }

    private int firstLineEnd() {
        var end = text.indexOf('\n');
        return end < 0 ? text.length() : end;
    }

    private void fence() {
        if (!text.startsWith(FENCE) || firstLineEnd() == text.length()) {
            return;
        }
        var close = text.lastIndexOf("\n" + FENCE);
        var closed = close > firstLineEnd() && text.substring(close).strip().equals(FENCE);
        if (closed) {
            become("code_fence", text.substring(firstLineEnd(), close).strip());
        } else if (text.indexOf(FENCE, FENCE.length()) < 0) {
            become("code_fence", text.substring(firstLineEnd()).strip());
        }
    }

    private void closing() {
        var start = text.lastIndexOf('\n') + 1;
        var last = text.substring(start).strip();
        if (SEPARATOR.matcher(last).matches()) {
            become("separator", text.substring(0, start).strip());
            return;
        }
        var paragraph = text.lastIndexOf("\n\n");
        if (paragraph < 0) {
            return;
        }
        var note = text.substring(paragraph).strip();
        if (note.length() <= LONGEST_REMARK && CLOSING.matcher(note).matches()) {
            become("trailing_note", text.substring(0, paragraph).strip());
        }
    }

    private void quotes() {
        if (text.length() < 2) {
            return;
        }
        var pair = text.substring(0, 1) + text.charAt(text.length() - 1);
        var inside = text.substring(1, text.length() - 1);
        var outer =
                switch (pair) {
                    case "\"\"" -> inside.indexOf('"') < 0;
                    case "\u201c\u201d" -> nested(inside);
                    default -> false;
                };
        if (outer) {
            become("outer_quotes", inside.strip());
        }
    }

    /** Quotes inside open before they close, so the outer ones belong together. */
    private static boolean nested(String inside) {
        var depth = 0;
        for (var i = 0; i < inside.length() && depth >= 0; i++) {
            depth += inside.charAt(i) == '\u201c' ? 1 : inside.charAt(i) == '\u201d' ? -1 : 0;
        }
        return depth == 0;
    }

    private void become(String cleanup, String cleaned) {
        if (!cleaned.equals(text)) {
            text = cleaned;
            if (!cleanups.contains(cleanup)) {
                cleanups.add(cleanup);
            }
        }
    }
}
