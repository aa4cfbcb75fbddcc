package com.postmagiq.quality;

import com.postmagiq.quality.Words.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds proper names by their capitals, their inner capitals or digits, and the at sign. */
final class Names {

    private static final Set<String> FUNCTION_WORDS = WordLists.words("function-words");
    private static final Set<String> COMMON_WORDS = WordLists.words("common-words");
    private static final Set<String> TITLES = WordLists.words("titles");
    private static final Set<String> CALENDAR =
            Set.of(
                    "monday",
                    "tuesday",
                    "wednesday",
                    "thursday",
                    "friday",
                    "saturday",
                    "sunday",
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
    private static final Set<String> CONNECTORS =
            Set.of(
                    "of", "the", "de", "la", "le", "van", "von", "der", "den", "du", "di", "da",
                    "al", "el", "and");

    /** Verbs after which an unknown word at the start of a sentence is somebody or something. */
    private static final Set<String> AFTER_A_NAME =
            Set.of(
                    "is", "was", "has", "had", "have", "will", "would", "says", "said", "were",
                    "are", "can", "could", "told", "and", "did", "does");

    /** The one country whose acronym is also a pronoun in capitals. */
    private static final String UNITED_STATES = "US";

    private static final int LONGEST_NAME = 8;

    private Names() {}

    static List<NameMention> in(Passage passage) {
        var found = new ArrayList<NameMention>();
        var masked = passage.maskedTokens();
        var inside = capitalsInsideSentences(passage);
        for (var t = 0; t < passage.tokens.size(); ) {
            if (masked[t] || !opensName(passage, t, inside)) {
                t++;
                continue;
            }
            var last = lastPart(passage, t, masked);
            var mention = mention(passage, t, last);
            if (!mention.parts().isEmpty()) {
                found.add(mention);
            }
            t = last + 1;
        }
        return found;
    }

    /** Words written with a capital where no sentence begins. */
    private static Set<String> capitalsInsideSentences(Passage passage) {
        var words = new HashSet<String>();
        for (var t = 0; t < passage.tokens.size(); t++) {
            var token = passage.tokens.get(t);
            if (token.capitalised() && !afterOpening(passage, t)) {
                words.add(token.base());
            }
        }
        return words;
    }

    private static boolean opensName(Passage passage, int t, Set<String> inside) {
        var token = passage.tokens.get(t);
        if (afterAt(passage, token) || innerCapitalOrVersion(token)) {
            return true;
        }
        if (!isPart(token) || (TITLES.contains(token.base()) && !isPartAt(passage, t + 1))) {
            return false;
        }
        if (loud(passage, t)) {
            return false;
        }
        if (!afterOpening(passage, t)) {
            return !shouted(token);
        }
        if (COMMON_WORDS.contains(token.base())) {
            return false;
        }
        return (isPartAt(passage, t + 1) && passage.adjacent(t, t + 1))
                || inside.contains(token.base())
                || token.lower().endsWith("'s")
                || acronym(token)
                || (AFTER_A_NAME.contains(passage.lower(t + 1))
                        && !token.lower().endsWith("ing")
                        && !token.lower().endsWith("ed"));
    }

    private static int lastPart(Passage passage, int first, boolean[] masked) {
        var last = first;
        if (afterAt(passage, passage.tokens.get(first))) {
            return last;
        }
        for (var t = first + 1; t < passage.tokens.size() && t - first < LONGEST_NAME; t++) {
            if (masked[t]
                    || passage.tokens.get(t - 1).lower().endsWith("'s")
                    || !linked(passage, t - 1, t)) {
                break;
            }
            var token = passage.tokens.get(t);
            if (isPart(token) || innerCapitalOrVersion(token) || versionAfter(passage, t)) {
                last = t;
            } else if (!CONNECTORS.contains(token.lower()) || token.lower().equals("and")) {
                break;
            }
        }
        return last;
    }

    /** "GPT-4" and "Java 25": a number right after a name belongs to it when a hyphen binds it. */
    private static boolean versionAfter(Passage passage, int t) {
        return passage.tokens.get(t).hasDigit() && passage.between(t - 1, t).equals("-");
    }

    private static NameMention mention(Passage passage, int first, int last) {
        var parts = new ArrayList<String>();
        for (var t = first; t <= last; t++) {
            var token = passage.tokens.get(t);
            var written = token.text();
            var base = token.base();
            var plain = written.substring(0, Math.min(written.length(), base.length()));
            if (!CONNECTORS.contains(base) && !TITLES.contains(base) && !CALENDAR.contains(base)) {
                parts.add(plain);
            }
        }
        var start = passage.tokens.get(first).start();
        if (afterAt(passage, passage.tokens.get(first))) {
            start--;
        }
        var lastToken = passage.tokens.get(last);
        var end =
                lastToken.start() + Math.min(lastToken.text().length(), lastToken.base().length());
        return new NameMention(start, end, List.copyOf(parts));
    }

    /** Blank, hyphen, ampersand, or the full stop of an initial or title between two words. */
    private static boolean linked(Passage passage, int left, int right) {
        if (passage.adjacent(left, right)) {
            return true;
        }
        var gap = passage.between(left, right);
        if (gap.equals(" & ") || gap.equals("&")) {
            return true;
        }
        var before = passage.tokens.get(left);
        return gap.equals(". ")
                && (before.text().length() == 1 || TITLES.contains(before.lower()))
                && passage.sentenceOf(left) == passage.sentenceOf(right);
    }

    private static boolean isPartAt(Passage passage, int t) {
        return t < passage.tokens.size() && isPart(passage.tokens.get(t));
    }

    private static boolean isPart(Token token) {
        if (token.text().equals(UNITED_STATES)) {
            return true;
        }
        return token.capitalised()
                && !FUNCTION_WORDS.contains(token.base())
                && !FUNCTION_WORDS.contains(token.lower())
                && !CALENDAR.contains(token.base());
    }

    /** An ordinary word in capitals is loud, not a name. */
    private static boolean shouted(Token token) {
        return acronym(token)
                && COMMON_WORDS.contains(token.base())
                && !token.text().equals(UNITED_STATES);
    }

    /** "CLICK HERE": a word in capitals before an everyday word in capitals. */
    private static boolean loud(Passage passage, int t) {
        if (t + 1 >= passage.tokens.size() || !passage.adjacent(t, t + 1)) {
            return false;
        }
        var next = passage.tokens.get(t + 1);
        return acronym(passage.tokens.get(t))
                && acronym(next)
                && !next.text().equals(UNITED_STATES)
                && (COMMON_WORDS.contains(next.lower()) || FUNCTION_WORDS.contains(next.lower()));
    }

    static boolean acronym(Token token) {
        var text = token.text();
        if (text.length() < 2 || text.length() > 8) {
            return false;
        }
        for (var i = 0; i < text.length(); i++) {
            if (Character.isLowerCase(text.charAt(i))) {
                return false;
            }
        }
        return token.capitalised();
    }

    /** "PostgreSQL", "iPhone", "GPT4", "v2ray": capitals inside, or letters with digits. */
    private static boolean innerCapitalOrVersion(Token token) {
        var text = token.text();
        var lower = false;
        var letters = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isUpperCase(c) && lower) {
                return true;
            }
            lower = Character.isLowerCase(c);
            letters += Character.isLetter(c) ? 1 : 0;
        }
        return letters >= 2 && Character.isLetter(text.charAt(0)) && token.hasDigit();
    }

    private static boolean afterAt(Passage passage, Token token) {
        return token.start() > 0
                && passage.text.charAt(token.start() - 1) == '@'
                && (token.start() == 1
                        || !Character.isLetterOrDigit(passage.text.charAt(token.start() - 2)));
    }

    /** Where a sentence, a line, a quotation or the part behind a colon begins. */
    private static boolean afterOpening(Passage passage, int t) {
        if (passage.opensSentence(t)) {
            return true;
        }
        var at = passage.tokens.get(t).start() - 1;
        while (at >= 0 && passage.text.charAt(at) == ' ') {
            at--;
        }
        if (at < 0) {
            return true;
        }
        return "\n\"\u201C\u2018:([*_#\u2022\u2013\u2014".indexOf(passage.text.charAt(at)) >= 0;
    }
}
