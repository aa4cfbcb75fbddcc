package com.postmagiq.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds web addresses, mail addresses and code in a text; linear, without backtracking. */
final class Links {

    private static final int LONGEST_HOST = 100;
    private static final Set<String> TOP_LEVEL =
            Set.of(
                    "com", "org", "net", "io", "co", "ai", "dev", "app", "uk", "de", "eu", "gov",
                    "edu", "me", "info", "ly", "us", "ca", "au", "fr", "nl", "ch", "tv", "xyz",
                    "tech");

    private Links() {}

    /** Web and mail addresses in order of their place. */
    static List<TextRange> find(String text) {
        var found = new ArrayList<TextRange>();
        var covered = 0;
        for (var at = 0; at < text.length(); at++) {
            if (at < covered) {
                continue;
            }
            var range =
                    switch (text.charAt(at)) {
                        case 'h', 'H', 'w', 'W' -> schemed(text, at);
                        case '@' -> mail(text, at, covered);
                        case '.' -> bareHost(text, at, covered);
                        default -> null;
                    };
            if (range != null) {
                found.add(range);
                covered = range.end();
            }
        }
        return found;
    }

    /** Addresses and code: back-quoted spans and fenced blocks. */
    static List<TextRange> notProse(String text) {
        var ranges = new ArrayList<>(find(text));
        var from = text.indexOf('`');
        while (from >= 0) {
            var fence = text.startsWith("```", from) ? "```" : "`";
            var close = text.indexOf(fence, from + fence.length());
            if (close < 0) {
                break;
            }
            ranges.add(new TextRange(from, close + fence.length()));
            from = text.indexOf('`', close + fence.length());
        }
        ranges.sort(Comparator.comparingInt(TextRange::start));
        return merged(ranges);
    }

    /** Scheme, www, letter case and closing punctuation do not make another address. */
    static String normal(String address) {
        var plain = address.toLowerCase(Locale.ROOT);
        for (var prefix : List.of("https://", "http://", "mailto:", "www.")) {
            if (plain.startsWith(prefix)) {
                plain = plain.substring(prefix.length());
            }
        }
        var end = plain.length();
        while (end > 0 && (plain.charAt(end - 1) == '/' || isClosing(plain.charAt(end - 1)))) {
            end--;
        }
        return plain.substring(0, end);
    }

    private static List<TextRange> merged(List<TextRange> sorted) {
        var merged = new ArrayList<TextRange>();
        for (var range : sorted) {
            if (!merged.isEmpty() && merged.getLast().end() > range.start()) {
                var last = merged.removeLast();
                merged.add(new TextRange(last.start(), Math.max(last.end(), range.end())));
            } else {
                merged.add(range);
            }
        }
        return List.copyOf(merged);
    }

    private static @Nullable TextRange schemed(String text, int at) {
        if (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
            return null;
        }
        for (var prefix : List.of("https://", "http://", "www.")) {
            if (text.regionMatches(true, at, prefix, 0, prefix.length())) {
                var end = endOfAddress(text, at + prefix.length());
                return end > at + prefix.length() ? new TextRange(at, end) : null;
            }
        }
        return null;
    }

    private static @Nullable TextRange mail(String text, int at, int floor) {
        var start = at;
        while (start > floor && at - start < LONGEST_HOST && isMailPart(text.charAt(start - 1))) {
            start--;
        }
        var end = endOfHost(text, at + 1);
        var dot = text.substring(at, end).indexOf('.');
        return start < at && dot > 1 && at + dot < end - 1 ? new TextRange(start, end) : null;
    }

    private static @Nullable TextRange bareHost(String text, int dot, int floor) {
        var end = endOfHost(text, dot + 1);
        var lastDot = text.lastIndexOf('.', end - 1);
        if (lastDot < dot
                || !TOP_LEVEL.contains(text.substring(lastDot + 1, end).toLowerCase(Locale.ROOT))) {
            return null;
        }
        var start = dot;
        while (start > floor && dot - start < LONGEST_HOST && isHostPart(text.charAt(start - 1))) {
            start--;
        }
        if (dot - start < 2) {
            return null;
        }
        if (start > floor && text.charAt(start - 1) == '@') {
            return null;
        }
        var whole = end < text.length() && text.charAt(end) == '/' ? endOfAddress(text, end) : end;
        return new TextRange(start, whole);
    }

    private static int endOfAddress(String text, int from) {
        var end = from;
        while (end < text.length() && isAddressPart(text.charAt(end))) {
            end++;
        }
        while (end > from && isClosing(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static int endOfHost(String text, int from) {
        var end = from;
        while (end < text.length()
                && end - from < LONGEST_HOST
                && (isHostPart(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        while (end > from && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '-')) {
            end--;
        }
        return end;
    }

    private static boolean isAddressPart(char c) {
        return !Character.isWhitespace(c) && "<>\"\u201C\u201D\u2018\u2019`".indexOf(c) < 0;
    }

    private static boolean isHostPart(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || c == '-');
    }

    private static boolean isMailPart(char c) {
        return isHostPart(c) || c == '.' || c == '_' || c == '+';
    }

    private static boolean isClosing(char c) {
        return ".,;:!?)]}'*_".indexOf(c) >= 0;
    }
}
