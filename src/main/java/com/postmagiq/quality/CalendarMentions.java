package com.postmagiq.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads dates, weekdays, months, years, decades and clock times. */
final class CalendarMentions {

    private static final List<String> MONTHS =
            List.of(
                    "january",
                    "february",
                    "march",
                    "april",
                    "may",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december");
    private static final List<String> WEEKDAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    /** Months whose name is also another word. */
    private static final Set<Integer> AMBIGUOUS = Set.of(3, 5, 8);

    private static final Set<String> BEFORE_MONTH =
            Set.of(
                    "in", "of", "since", "until", "till", "by", "last", "next", "this", "early",
                    "late", "mid", "during", "from", "to", "between", "before", "after", "and",
                    "every");
    private static final Map<String, Integer> NAMED_TIMES = Map.of("noon", 720, "midnight", 0);
    private static final Map<String, Integer> HOURS =
            Map.ofEntries(
                    Map.entry("one", 1),
                    Map.entry("two", 2),
                    Map.entry("three", 3),
                    Map.entry("four", 4),
                    Map.entry("five", 5),
                    Map.entry("six", 6),
                    Map.entry("seven", 7),
                    Map.entry("eight", 8),
                    Map.entry("nine", 9),
                    Map.entry("ten", 10),
                    Map.entry("eleven", 11),
                    Map.entry("twelve", 12));
    private static final int FIRST_YEAR = 1400;
    private static final int LAST_YEAR = 2199;

    private static final Set<String> DAY_ENDINGS = Set.of("st", "nd", "rd", "th");

    private CalendarMentions() {}

    static List<CalendarMention> in(Passage passage) {
        var found = new ArrayList<CalendarMention>();
        var masked = passage.maskedTokens();
        for (var t = 0; t < passage.tokens.size(); ) {
            var read = masked[t] ? null : read(passage, t);
            if (read == null) {
                t++;
            } else {
                found.add(read.mention);
                t = read.next;
            }
        }
        return found;
    }

    /** A mention and the first token behind it. */
    private record Read(CalendarMention mention, int next) {}

    private static @Nullable Read read(Passage passage, int t) {
        var clock = clock(passage, t);
        if (clock != null) {
            return clock;
        }
        var numeric = numericDate(passage, t);
        if (numeric != null) {
            return numeric;
        }
        var token = passage.tokens.get(t);
        var weekday = WEEKDAYS.indexOf(singular(token.base()));
        if (weekday >= 0 && token.capitalised()) {
            return new Read(
                    CalendarMention.weekday(token.start(), token.end(), weekday + 1), t + 1);
        }
        var dayFirst = day(passage, t);
        if (dayFirst != null) {
            var at = passage.lower(t + 1).equals("of") ? t + 2 : t + 1;
            var month = monthAt(passage, at);
            if (month != null && near(passage, at - 1, at)) {
                return dated(passage, t, at + 1, month, dayFirst);
            }
        }
        var month = monthAt(passage, t);
        if (month != null) {
            return monthFirst(passage, t, month);
        }
        return year(passage, t);
    }

    private static @Nullable Read monthFirst(Passage passage, int t, int month) {
        var at = passage.lower(t + 1).equals("the") ? t + 2 : t + 1;
        var day = near(passage, at - 1, at) ? day(passage, at) : null;
        if (day != null) {
            return dated(passage, t, at + 1, month, day);
        }
        var yearFollows = near(passage, t, t + 1) && yearAt(passage, t + 1) != null;
        var token = passage.tokens.get(t);
        if (token.lower().length() <= 4 && !MONTHS.contains(token.base()) && !yearFollows) {
            return null;
        }
        if (AMBIGUOUS.contains(month)
                && !yearFollows
                && !BEFORE_MONTH.contains(passage.lower(t - 1))) {
            return null;
        }
        return dated(passage, t, t + 1, month, null);
    }

    private static Read dated(
            Passage passage, int from, int next, int month, @Nullable Integer day) {
        var year = near(passage, next - 1, next) ? yearAt(passage, next) : null;
        var last = year == null ? next - 1 : next;
        var start = passage.tokens.get(from).start();
        var end = passage.tokens.get(last).end();
        return new Read(CalendarMention.date(start, end, year, month, day), last + 1);
    }

    /** Only blanks, a comma or a full stop between the two tokens. */
    private static boolean near(Passage passage, int left, int right) {
        if (left < 0 || right >= passage.tokens.size()) {
            return false;
        }
        var from = passage.tokens.get(left).end();
        var to = passage.tokens.get(right).start();
        if (to - from > 3) {
            return false;
        }
        for (var i = from; i < to; i++) {
            if (" ,.\u00A0".indexOf(passage.text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Integer monthAt(Passage passage, int t) {
        if (t < 0 || t >= passage.tokens.size() || !passage.tokens.get(t).capitalised()) {
            return null;
        }
        var base = passage.tokens.get(t).base();
        if (base.length() < 3) {
            return null;
        }
        for (var m = 0; m < MONTHS.size(); m++) {
            var name = MONTHS.get(m);
            if (name.equals(base) || (base.length() <= 4 && name.startsWith(base))) {
                return m + 1;
            }
        }
        return null;
    }

    private static @Nullable Integer day(Passage passage, int t) {
        var word = passage.lower(t);
        if (word.length() > 2 && DAY_ENDINGS.contains(word.substring(word.length() - 2))) {
            word = word.substring(0, word.length() - 2);
        }
        var value = number(word, 2);
        return value != null && value >= 1 && value <= 31 ? value : null;
    }

    private static @Nullable Integer yearAt(Passage passage, int t) {
        var value = number(passage.lower(t), 4);
        return value != null && value >= FIRST_YEAR && value <= LAST_YEAR ? value : null;
    }

    private static @Nullable Read year(Passage passage, int t) {
        var token = passage.tokens.get(t);
        var lower = token.lower();
        if (lower.length() == 5 && lower.endsWith("0s")) {
            var decade = number(lower.substring(0, 4), 4);
            return decade == null
                    ? null
                    : new Read(CalendarMention.decade(token.start(), token.end(), decade), t + 1);
        }
        var year = yearAt(passage, t);
        if (lower.length() != 4 || year == null || countsSomething(passage, t)) {
            return null;
        }
        return new Read(CalendarMention.date(token.start(), token.end(), year, null, null), t + 1);
    }

    /** "2000 pounds" and "$2000" are amounts, not years. */
    private static boolean countsSomething(Passage passage, int t) {
        var start = passage.tokens.get(t).start();
        if (start > 0 && "$\u00A3\u20AC".indexOf(passage.text.charAt(start - 1)) >= 0) {
            return true;
        }
        return passage.adjacent(t, t + 1) && Quantities.isUnit(passage.lower(t + 1));
    }

    /**
     * 2016-05-12, 12/5/2016, 5/12/2016: with slashes the order stays open unless one is above 12.
     */
    private static @Nullable Read numericDate(Passage passage, int t) {
        if (t + 2 >= passage.tokens.size()) {
            return null;
        }
        var separator = passage.between(t, t + 1);
        if (!separator.equals(passage.between(t + 1, t + 2))
                || !(separator.equals("-") || separator.equals("/"))) {
            return null;
        }
        var start = passage.tokens.get(t).start();
        var end = passage.tokens.get(t + 2).end();
        var first = number(passage.lower(t), 4);
        var second = number(passage.lower(t + 1), 2);
        var third = number(passage.lower(t + 2), 4);
        if (first == null || second == null || third == null || second < 1) {
            return null;
        }
        if (first >= FIRST_YEAR && second <= 12 && third >= 1 && third <= 31) {
            return new Read(CalendarMention.date(start, end, first, second, third), t + 3);
        }
        if (third < FIRST_YEAR || first < 1) {
            return null;
        }
        if (second > 12 && first <= 12) {
            return new Read(CalendarMention.date(start, end, third, first, second), t + 3);
        }
        return first <= 31 && second <= 12
                ? new Read(CalendarMention.date(start, end, third, second, first), t + 3)
                : null;
    }

    private static @Nullable Read clock(Passage passage, int t) {
        var token = passage.tokens.get(t);
        var named = NAMED_TIMES.get(token.lower());
        if (named != null) {
            return new Read(CalendarMention.clock(token.start(), token.end(), named, true), t + 1);
        }
        var hour = hourAt(token.lower());
        if (hour == null) {
            return null;
        }
        var minute = 0;
        var next = t + 1;
        var timed = false;
        if (next < passage.tokens.size()
                && passage.between(t, next).equals(":")
                && passage.lower(next).length() >= 2) {
            var read = number(passage.lower(next).substring(0, 2), 2);
            if (read == null || read > 59) {
                return null;
            }
            minute = read;
            timed =
                    passage.lower(next).length() == 2
                            || half(passage.lower(next).substring(2)) != null;
            next++;
        }
        var attached = timed ? passage.lower(next - 1).substring(2) : suffixOf(token.lower());
        var half = half(attached);
        if (half == null && passage.adjacent(next - 1, next)) {
            half = half(passage.lower(next));
            if (half != null) {
                next++;
            } else if (passage.lower(next).equals("o'clock")
                    || passage.lower(next).equals("oclock")) {
                timed = true;
                next++;
            }
        }
        if (half == null && !timed) {
            return null;
        }
        var minutes = (half == null ? hour : hour % 12 + half) * 60 + minute;
        var end = passage.tokens.get(next - 1).end();
        return new Read(
                CalendarMention.clock(token.start(), end, minutes, half != null || hour > 12),
                next);
    }

    private static @Nullable Integer hourAt(String lower) {
        var named = HOURS.get(lower);
        if (named != null) {
            return named;
        }
        var digits = lower.substring(0, lower.length() - suffixOf(lower).length());
        var hour = number(digits, 2);
        return hour != null && hour <= 24 ? hour : null;
    }

    private static String suffixOf(String lower) {
        return lower.endsWith("am") || lower.endsWith("pm")
                ? lower.substring(lower.length() - 2)
                : "";
    }

    /** Hours to add for the half of the day, or null when the word does not name one. */
    private static @Nullable Integer half(String word) {
        return switch (word) {
            case "am", "a.m", "a.m." -> 0;
            case "pm", "p.m", "p.m." -> 12;
            default -> null;
        };
    }

    private static @Nullable Integer number(String digits, int longest) {
        if (digits.isEmpty() || digits.length() > longest) {
            return null;
        }
        var value = 0;
        for (var i = 0; i < digits.length(); i++) {
            var digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static String singular(String word) {
        return word.endsWith("days") ? word.substring(0, word.length() - 1) : word;
    }
}
