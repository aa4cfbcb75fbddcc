package com.postmagiq.quality;

import com.postmagiq.quality.Words.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of a text, in digits or in words, with their units. */
final class Quantities {

    /** What a number measures; the factor turns it into the base unit of its kind. */
    record Unit(String kind, double factor) {}

    private static final Map<String, Unit> UNITS = units();
    private static final Unit PERCENT = new Unit("share", 1);

    /** A place in a row: "the 30th ram" tells of no 30 years. */
    static final Unit ORDER = new Unit("order", 1);

    private static final Map<Character, Unit> CURRENCY =
            Map.of(
                    '$', new Unit("money-dollar", 1),
                    '\u00A3', new Unit("money-pound", 1),
                    '\u20AC', new Unit("money-euro", 1));
    private static final Set<String> TIMES = Set.of("twice", "thrice");
    private static final Set<String> ABOUT =
            Set.of(
                    "about",
                    "around",
                    "nearly",
                    "almost",
                    "roughly",
                    "some",
                    "approximately",
                    "circa");
    private static final Set<String> MORE =
            Set.of("more", "over", "above", "least", "upward", "exceeding");
    private static final Set<String> LESS = Set.of("less", "fewer", "under", "below", "most");

    /** Words after "second" that show a moment of time and not a place in a row. */
    private static final Set<String> MOMENT =
            Set.of(
                    "",
                    "later",
                    "before",
                    "after",
                    "ago",
                    "of",
                    "to",
                    "thought",
                    "thoughts",
                    "i",
                    "and");

    private static final Set<String> NUMBER_ENDINGS = Set.of("st", "nd", "rd", "th", "s");

    private Quantities() {}

    static List<Quantity> in(Passage passage) {
        var found = new ArrayList<Quantity>();
        var masked = passage.maskedTokens();
        for (var t = 0; t < passage.tokens.size(); ) {
            var read = masked[t] ? null : read(passage, t);
            if (read == null) {
                t++;
            } else {
                found.add(withSurroundings(passage, t, read));
                t = read.next;
            }
        }
        return found;
    }

    static boolean isUnit(String lower) {
        return UNITS.containsKey(lower);
    }

    /** A number read from tokens; {@code next} is the first token behind it. */
    private record Read(double value, int next, @Nullable Unit unit, boolean checkable) {}

    private static @Nullable Read read(Passage passage, int t) {
        var token = passage.tokens.get(t);
        return Character.isDigit(token.lower().charAt(0)) ? digits(passage, t) : words(passage, t);
    }

    private static @Nullable Read digits(Passage passage, int t) {
        var lower = passage.tokens.get(t).lower();
        var stop = 0;
        while (stop < lower.length()
                && (Character.isDigit(lower.charAt(stop))
                        || ",.".indexOf(lower.charAt(stop)) >= 0)) {
            stop++;
        }
        var value = parse(lower.substring(0, stop));
        if (value == null) {
            return null;
        }
        var rest = lower.substring(stop);
        var scale = NumberWords.SCALES.get(rest);
        if (scale != null && !rest.equals("score")) {
            return scaled(passage, value * scale, t + 1, null);
        }
        if (rest.isEmpty() || NUMBER_ENDINGS.contains(rest)) {
            return scaled(passage, value, t + 1, null);
        }
        var unit = UNITS.get(rest);
        return unit == null ? null : new Read(value, t + 1, unit, true);
    }

    private static Read scaled(Passage passage, double start, int from, @Nullable Unit unit) {
        var value = start;
        var next = from;
        while (next < passage.tokens.size() && passage.adjacent(next - 1, next)) {
            var scale = NumberWords.SCALES.get(singular(passage.lower(next)));
            if (scale == null || passage.lower(next).equals("score")) {
                break;
            }
            value *= scale;
            next++;
        }
        return new Read(value, next, unit, true);
    }

    private static @Nullable Double parse(String digits) {
        var plain = digits.replace(",", "");
        if (plain.isEmpty()
                || plain.length() > 15
                || plain.indexOf('.') != plain.lastIndexOf('.')) {
            return null;
        }
        for (var i = 0; i < plain.length(); i++) {
            if (plain.charAt(i) > '9') {
                return null;
            }
        }
        return Double.valueOf(plain);
    }

    private static @Nullable Read words(Passage passage, int t) {
        var first = passage.lower(t);
        var pence = NumberWords.PENCE.get(first);
        if (pence != null) {
            return new Read(pence, t + 1, UNITS.get("pence"), true);
        }
        if (TIMES.contains(first)) {
            return new Read(first.equals("twice") ? 2 : 3, t + 1, null, true);
        }
        if (first.equals("half")) {
            var share = passage.lower(t + 1);
            var amount = Set.of("of", "a", "an").contains(share) && passage.adjacent(t, t + 1);
            return new Read(0.5, amount && !share.equals("of") ? t + 2 : t + 1, null, amount);
        }
        var total = 0d;
        var current = 0d;
        var next = t;
        var ordinal = false;
        while (next < passage.tokens.size() && !ordinal) {
            if (next > t && !passage.adjacent(next - 1, next)) {
                break;
            }
            var word = passage.lower(next);
            var small = NumberWords.CARDINALS.get(word);
            var place = NumberWords.ORDINALS.get(word);
            var scale = NumberWords.SCALES.get(word.length() > 2 ? singular(word) : "");
            if (small != null && (current == 0 || fits(current, small))) {
                current += small;
            } else if (place != null && (current == 0 || fits(current, place))) {
                current += place;
                ordinal = true;
            } else if (scale != null && (next > t || bareScale(word))) {
                current = (current == 0 ? 1 : current) * scale;
                if (scale >= 1000) {
                    total += current;
                    current = 0;
                }
            } else if (!(word.equals("and") && next > t && joinsNumber(passage, next))) {
                break;
            }
            next++;
        }
        if (next == t) {
            return null;
        }
        var value = total + current;
        return new Read(value, next, null, statesFact(passage, t, next, value, ordinal));
    }

    /** "hundred" counts alone ("a hundred"), "hundreds" and "scores" are no exact number. */
    private static boolean bareScale(String word) {
        return !word.endsWith("s") && !word.equals("score");
    }

    private static boolean joinsNumber(Passage passage, int and) {
        var before = singular(passage.lower(and - 1));
        return (before.equals("hundred") || before.equals("thousand"))
                && passage.adjacent(and, and + 1)
                && NumberWords.CARDINALS.containsKey(passage.lower(and + 1));
    }

    private static boolean fits(double current, double small) {
        return (current >= 20 && current % 10 == 0 && small < 10)
                || (current >= 100 && small < 100);
    }

    private static boolean statesFact(
            Passage passage, int from, int next, double value, boolean ordinal) {
        if (next - from > 1) {
            return true;
        }
        if (value == 1) {
            return !ordinal
                    && passage.adjacent(from, next)
                    && UNITS.containsKey(passage.lower(next));
        }
        if (ordinal && (passage.opensSentence(from) || !passage.adjacent(from, next))) {
            return false;
        }
        return !passage.lower(from).equals("second") || !MOMENT.contains(passage.lower(next));
    }

    private static Quantity withSurroundings(Passage passage, int from, Read read) {
        var tokens = passage.tokens;
        var start = tokens.get(from).start();
        var end = tokens.get(read.next - 1).end();
        var unit = read.unit;
        if (unit == null) {
            var sign = beforeSkippingBlank(passage.text, start);
            var currency = sign < 0 ? null : CURRENCY.get(passage.text.charAt(sign));
            if (currency != null) {
                unit = currency;
                start = sign;
            }
        }
        if (unit == null) {
            var sign = afterSkippingBlank(passage.text, end);
            if (sign < passage.text.length() && passage.text.charAt(sign) == '%') {
                unit = PERCENT;
                end = sign + 1;
            } else if (passage.adjacent(read.next - 1, read.next)) {
                var word = tokens.get(read.next);
                unit = unitOf(passage, read.next, word);
                if (unit != null) {
                    end =
                            passage.lower(read.next).equals("per")
                                    ? tokens.get(read.next + 1).end()
                                    : word.end();
                }
            }
        }
        if (unit == null && isOrdinal(passage.lower(read.next - 1))) {
            unit = ORDER;
        }
        return new Quantity(start, end, read.value, unit, read.checkable, margin(passage, from));
    }

    private static boolean isOrdinal(String word) {
        return NumberWords.ORDINALS.containsKey(word) || word.matches("[0-9,]+(st|nd|rd|th)");
    }

    private static Quantity.Margin margin(Passage passage, int from) {
        var before = passage.lower(from - 1);
        var word = before.equals("than") ? passage.lower(from - 2) : before;
        if (MORE.contains(word)) {
            return Quantity.Margin.MORE_THAN;
        }
        if (LESS.contains(word)) {
            return Quantity.Margin.LESS_THAN;
        }
        return ABOUT.contains(word) ? Quantity.Margin.ABOUT : Quantity.Margin.EXACT;
    }

    private static @Nullable Unit unitOf(Passage passage, int at, Token word) {
        if (word.lower().equals("per") && passage.lower(at + 1).equals("cent")) {
            return PERCENT;
        }
        return UNITS.get(word.lower());
    }

    private static int beforeSkippingBlank(String text, int start) {
        var at = start - 1;
        return at >= 1 && text.charAt(at) == ' ' ? at - 1 : at;
    }

    private static int afterSkippingBlank(String text, int end) {
        return end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
    }

    private static String singular(String word) {
        return word.length() > 3 && word.endsWith("s")
                ? word.substring(0, word.length() - 1)
                : word;
    }

    private static Map<String, Unit> units() {
        var units = new HashMap<String, Unit>();
        for (var line : WordLists.lines("units")) {
            var parts = line.split("\\s+", -1);
            for (var i = 2; i < parts.length; i++) {
                units.put(parts[i], new Unit(parts[0], Double.parseDouble(parts[1])));
            }
        }
        return Map.copyOf(units);
    }
}
