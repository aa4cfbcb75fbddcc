package com.postmagiq.agents.offline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Cuts long sentences into clauses that stand by themselves. Only ever leaves words out, at
 * semicolons, commas and conjunctions; never adds, moves or exchanges one.
 */
final class Clauses {
    /** Up to here a sentence is left as it is. */
    private static final int COMFORTABLE = 30;

    /** Beyond this, side remarks are left out. */
    private static final int LONG = 36;

    /** Beyond this no cut has helped, and the clause is not used. */
    static final int UNREADABLE = 60;

    private static final int SHORTEST_CLAUSE = 5;

    private static final Pattern REMARK = Pattern.compile("\\s*\\([^()]*\\)");
    private static final Pattern LONG_CLOSING_QUOTE =
            Pattern.compile(
                    "[,:]?\\s*((viz\\.|namely)[,:]?\\s*)?\u201C[^\u201D]{200,}\u201D[.,]?$");
    private static final Pattern DIGIT_RANGE =
            Pattern.compile("(?<=\\d)\\s?[\u2013\u2014]\\s?(?=\\d)");
    private static final Pattern DASH =
            Pattern.compile("\\s*(?:[\u2013\u2014]|(?<!-)-{2,3}(?!-))\\s*");
    private static final Pattern BEFORE_MARK = Pattern.compile("\\s+(?=[,.;:!?])");
    private static final Pattern ENDING = Pattern.compile("[,;:\\s]+$");
    private static final String TERMINAL = ".!?\u2026\"\u201D'\u2019)";

    /** Words that begin a remark which can be left out between two commas. */
    private static final Pattern ASIDE =
            Pattern.compile(
                    "(?i)^(and |or )?(which|who|whom|whose|by|with|for|in|at|as|including|whether|\\p{L}{2,}ing)\\b.*");

    private static final Pattern LATE_ASIDE =
            Pattern.compile(
                    "(?i)^(and |or )?(tho['\u2019]|though|although|till|until|because|since|after|before|to|on|not)(?![\\p{L}]).*");

    private Clauses() {}

    /** The clauses of a sentence, ready to stand in a post; none when it cannot be cut well. */
    static List<String> of(String sentence) {
        var text = withoutDashes(sentence.strip().replaceAll("\\s+", " "));
        if (Unit.words(text).size() > COMFORTABLE) {
            text = REMARK.matcher(text).replaceAll("");
            text = LONG_CLOSING_QUOTE.matcher(text).replaceFirst("");
        }
        return atSemicolons(text).stream()
                .flatMap(part -> atConjunctions(part).stream())
                .map(Clauses::withoutAsides)
                .filter(part -> Unit.words(part).size() <= UNREADABLE)
                .map(Clauses::finished)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String withoutDashes(String text) {
        var ranges = DIGIT_RANGE.matcher(text).replaceAll("-");
        var match = DASH.matcher(ranges);
        var result = new StringBuilder();
        var from = 0;
        while (match.find()) {
            result.append(ranges, from, match.start());
            from = match.end();
            var rest = ranges.substring(from);
            if (rest.isEmpty() || result.isEmpty()) {
                continue;
            }
            var before = result.charAt(result.length() - 1);
            result.append(",;:.!?".indexOf(before) >= 0 ? " " : ", ");
        }
        return result.append(ranges, from, ranges.length()).toString();
    }

    private static List<String> atSemicolons(String text) {
        var parts = split(text, ';');
        if (parts.size() == 1) {
            return parts;
        }
        var standing = parts.stream().map(Clauses::withoutConnective).toList();
        var whole = standing.stream().allMatch(Clauses::standsAlone);
        if (!whole && Unit.words(text).size() <= LONG) {
            return List.of(text);
        }
        return standing.stream().filter(Clauses::standsAlone).toList();
    }

    private static List<String> atConjunctions(String text) {
        if (Unit.words(text).size() <= COMFORTABLE || holdsQuote(text)) {
            return List.of(text);
        }
        var segments = split(text, ',');
        for (var i = 1; i < segments.size(); i++) {
            var left = String.join(",", segments.subList(0, i));
            var right = String.join(",", segments.subList(i, segments.size())).strip();
            if (joinsMainClauses(left, right)) {
                var clauses = new ArrayList<String>();
                clauses.add(left);
                clauses.addAll(atConjunctions(withoutConnective(right)));
                return clauses;
            }
        }
        return List.of(text);
    }

    private static boolean joinsMainClauses(String left, String right) {
        var words = Unit.words(right);
        if (words.size() < SHORTEST_CLAUSE || Unit.words(left).size() < SHORTEST_CLAUSE) {
            return false;
        }
        var first = Lexicon.bare(words.getFirst());
        var subjectAt = first.equals("so") && words.get(1).equals("that") ? 2 : 1;
        var subject = Lexicon.bare(words.get(subjectAt));
        return Lexicon.JOINING.contains(first)
                && (Lexicon.PRONOUN_SUBJECTS.contains(subject)
                        || Lexicon.DETERMINERS.contains(subject))
                && !Lexicon.REPORTING.matcher(left.toLowerCase(Locale.ROOT)).find()
                && hasMainVerb(left)
                && hasMainVerb(withoutConnective(right));
    }

    private static String withoutConnective(String part) {
        var text = part.strip();
        if (text.regionMatches(true, 0, "so that ", 0, 8)) {
            return text.substring(8);
        }
        var words = Unit.words(text);
        if (words.size() < 2) {
            return text;
        }
        var first = words.getFirst();
        var joining =
                Lexicon.CONNECTIVES.contains(Lexicon.bare(first))
                        || (Lexicon.JOINING.contains(Lexicon.bare(first))
                                && Character.isLowerCase(first.charAt(0)));
        return joining && Character.isLetter(first.charAt(0))
                ? withoutConnective(text.substring(first.length()))
                : text;
    }

    private static boolean standsAlone(String part) {
        var words = Unit.words(part);
        if (words.size() < SHORTEST_CLAUSE - 1 || !hasMainVerb(part)) {
            return false;
        }
        return IntStream.range(0, words.size())
                .filter(i -> i < 3 || words.get(i - 1).endsWith(","))
                .mapToObj(words::get)
                .anyMatch(Clauses::subject);
    }

    private static boolean subject(String word) {
        var bare = Lexicon.bare(word);
        return Lexicon.PRONOUN_SUBJECTS.contains(bare)
                || Lexicon.DETERMINERS.contains(bare)
                || Character.isUpperCase(word.charAt(0));
    }

    /** A verb that is not used up by a clause inside the sentence. */
    static boolean hasMainVerb(String text) {
        var inner = 0;
        var before = "";
        var loose = false;
        for (var raw : Unit.words(text)) {
            var word = Lexicon.bare(raw);
            if (Lexicon.SUBORDINATING.contains(word)
                    && !(before.isEmpty() && word.equals("that"))) {
                inner++;
                loose = Lexicon.ALSO_PREPOSITIONS.contains(word);
            } else if (Lexicon.finite(word, before)) {
                if (inner == 0) {
                    return true;
                }
                inner--;
                loose = false;
            }
            if (loose && raw.endsWith(",")) { // "since then, we": no clause after all
                inner--;
                loose = false;
            }
            before = word;
        }
        return false;
    }

    /** Leaves out remarks between commas, the smallest that helps, until it can be read. */
    private static String withoutAsides(String text) {
        var current = text;
        while (Unit.words(current).size() > LONG && !holdsQuote(current)) {
            var segments = split(current, ',');
            var surplus = Unit.words(current).size() - LONG;
            var aside =
                    IntStream.range(1, segments.size())
                            .filter(i -> mayGo(segments, i))
                            .boxed()
                            .min(Comparator.comparingInt(i -> loss(segments.get(i), surplus)));
            if (aside.isEmpty()) {
                return current;
            }
            current = without(segments, aside.get());
        }
        return current;
    }

    /** Numbers and names are kept if anything else can go. */
    private static int loss(String segment, int surplus) {
        var words = Unit.words(segment).size();
        var unit = new Unit(0, 0, false, segment);
        var facts = unit.hasNumber() || unit.hasName() ? 1000 : 0;
        return facts + (words >= surplus ? words : 500 - words);
    }

    private static boolean mayGo(List<String> segments, int at) {
        var segment = segments.get(at).strip();
        var last = at == segments.size() - 1;
        var next = last ? "" : segments.get(at + 1).strip();
        var aside =
                ASIDE.matcher(segment).matches() || (last && LATE_ASIDE.matcher(segment).matches());
        if (!aside || next.startsWith("and ") || next.startsWith("or ")) {
            return false;
        }
        return hasMainVerb(without(segments, at));
    }

    /** What was torn apart by the remark grows together again. */
    private static String without(List<String> segments, int at) {
        var before = String.join(",", segments.subList(0, at));
        var after = String.join(",", segments.subList(at + 1, segments.size()));
        var mark = after.isEmpty() || after.strip().startsWith("of ") ? "" : ",";
        return before + mark + after;
    }

    /** Whether a sentence can end before a tail that followed a comma. */
    static boolean complete(String rest, String tail) {
        var aside = ASIDE.matcher(tail).matches() || LATE_ASIDE.matcher(tail).matches();
        return aside && hasMainVerb(rest);
    }

    private static boolean holdsQuote(String text) {
        return text.chars().anyMatch(c -> c == '"' || c == '\u201C' || c == '\u201D');
    }

    /** Splits outside quotations and brackets; the pieces joined by the mark are the text again. */
    private static List<String> split(String text, char mark) {
        var parts = new ArrayList<String>();
        var depth = 0;
        var straight = false;
        var start = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '\u201C', '(' -> depth++;
                case '\u201D', ')' -> depth = Math.max(0, depth - 1);
                case '"' -> straight = !straight;
                default -> {
                    var inNumber =
                            i > 0
                                    && i + 1 < text.length()
                                    && Character.isDigit(text.charAt(i - 1))
                                    && Character.isDigit(text.charAt(i + 1));
                    if (c == mark && depth == 0 && !straight && !inNumber) {
                        parts.add(text.substring(start, i));
                        start = i + 1;
                    }
                }
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** Capital at the start, a mark at the end, no blanks where none belong. */
    static String finished(String clause) {
        var text =
                ENDING.matcher(BEFORE_MARK.matcher(withoutConnective(clause)).replaceAll(""))
                        .replaceFirst("");
        if (Unit.words(text).size() < 2) {
            return "";
        }
        var end = TERMINAL.indexOf(text.charAt(text.length() - 1)) < 0 ? "." : "";
        return capitalised(text) + end;
    }

    private static String capitalised(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                return text.substring(0, i)
                        + Character.toUpperCase(text.charAt(i))
                        + text.substring(i + 1);
            }
        }
        return text;
    }
}
