package com.postmagiq.workflow.answer;

/**
 * Reads strings of broken JSON. A quote ends a string only when what follows could follow a string
 * at that place, so unescaped quotes and apostrophes inside do not.
 */
final class JsonStrings {
    /** How far a bare key may be from its colon. */
    private static final int MAX_BARE_KEY = 64;

    private final String text;
    private final int end;
    private int after;

    /** Where a string stands. */
    enum Place {
        KEY,
        VALUE,
        ELEMENT
    }

    JsonStrings(String text, int end) {
        this.text = text;
        this.end = end;
    }

    static boolean opens(char c) {
        return c == '"' || c == '\'' || c == '\u201c' || c == '\u2018' || c == '\u201d';
    }

    /** Whether the first key of an object, its end, a comment or nothing at all stands here. */
    static boolean begins(String text, int from, int end) {
        var scan = new JsonStrings(text, end);
        var next = scan.skipBlanks(from);
        return next >= end
                || opens(text.charAt(next))
                || "}#/,".indexOf(text.charAt(next)) >= 0
                || scan.bareKey(next);
    }

    /** Where the last string that was read ended. */
    int after() {
        return after;
    }

    String read(int start, Place place) {
        var closers = closers(text.charAt(start));
        var out = new StringBuilder();
        var at = start + 1;
        while (at < end) {
            var c = text.charAt(at);
            if (c == '\\' && at + 1 < end) {
                at = escape(at, out);
            } else if (closers.indexOf(c) >= 0 && closes(at + 1, place)) {
                at++;
                break;
            } else {
                out.append(c);
                at++;
            }
        }
        after = Math.min(at, end);
        return out.toString();
    }

    private static String closers(char opener) {
        return switch (opener) {
            case '"' -> "\"";
            case '\'' -> "'";
            case '\u2018' -> "\u2019'";
            default -> "\u201d\u201c\"";
        };
    }

    /** Appends what the escape at {@code at} stands for and answers where it ends. */
    private int escape(int at, StringBuilder out) {
        var c = text.charAt(at + 1);
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'u' -> {
                var code = code(at + 2);
                if (code >= 0) {
                    out.append((char) code);
                    return at + 6;
                }
                out.append(c);
            }
            default -> out.append(c);
        }
        return at + 2;
    }

    private int code(int at) {
        if (at + 4 > end) {
            return -1;
        }
        var code = 0;
        for (var i = at; i < at + 4; i++) {
            var digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }

    private boolean closes(int from, Place place) {
        var next = skipBlanks(from);
        if (next >= end) {
            return true;
        }
        return switch (text.charAt(next)) {
            case ':', '=' -> place != Place.VALUE;
            case '}', ']', '#' -> true;
            case '/' -> next + 1 < end && "/*".indexOf(text.charAt(next + 1)) >= 0;
            case ',' -> continues(skipBlanks(next + 1), place);
            default -> opens(text.charAt(next)) && text.substring(from, next).indexOf('\n') >= 0;
        };
    }

    /** Whether what stands behind a comma can be the next key or element. */
    private boolean continues(int next, Place place) {
        if (next >= end) {
            return true;
        }
        var c = text.charAt(next);
        if (opens(c) || "}]{[/#,".indexOf(c) >= 0) {
            return true;
        }
        return place == Place.ELEMENT ? Character.isDigit(c) || c == '-' : bareKey(next);
    }

    private boolean bareKey(int start) {
        var at = start;
        var last = Math.min(end, start + MAX_BARE_KEY);
        while (at < last
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return at > start && at < last && text.charAt(at) == ':';
    }

    private int skipBlanks(int from) {
        var at = from;
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
