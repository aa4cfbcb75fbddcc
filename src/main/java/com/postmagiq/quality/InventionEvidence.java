package com.postmagiq.quality;

import com.postmagiq.quality.FabricationVerdict.Evidence;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Counts what speaks for an invention in a post whose facts have been checked. */
final class InventionEvidence {

    private static final Set<String> TIMES = WordLists.words("time-words");
    private static final Set<String> EVERYDAY = everydayStems();

    /**
     * Small counts in words without a unit: "four frigates" usually sums up what the story lists,
     * which the verdict forgives and the check still reports.
     */
    private static final Set<String> COUNTS = Set.of("two", "three", "four", "five", "six");

    private static final int LONGEST_INITIALS = 3;

    private InventionEvidence() {}

    static Evidence in(Inspection checked) {
        return new Evidence(
                count(checked, CheckCatalogue.NAME),
                unknownAmounts(checked),
                addedNameParts(checked),
                unknownTimes(checked),
                rareWords(checked),
                OwnWords.in(checked));
    }

    private static int count(Inspection checked, CheckCatalogue.Entry entry) {
        return (int)
                checked.findings().stream()
                        .filter(finding -> finding.check().equals(entry.id()))
                        .count();
    }

    private static int unknownAmounts(Inspection checked) {
        var numbers =
                checked.findings().stream()
                        .filter(finding -> finding.check().equals(CheckCatalogue.NUMBER.id()))
                        .map(finding -> checked.post.text.substring(finding.start(), finding.end()))
                        .filter(written -> !COUNTS.contains(written.toLowerCase(Locale.ROOT)))
                        .count();
        return (int) numbers + count(checked, CheckCatalogue.DATE);
    }

    /** Given names, mostly, that no source puts before the known last part of a name. */
    private static int addedNameParts(Inspection checked) {
        var added = 0;
        for (var name : checked.names()) {
            var last = name.parts().getLast();
            if (!checked.sources.knowsPart(last)) {
                continue;
            }
            for (var part : name.parts().subList(0, name.parts().size() - 1)) {
                added += !initials(part) && !checked.sources.holdsTogether(part, last) ? 1 : 0;
            }
        }
        return added;
    }

    /** "JK" Rowling. */
    private static boolean initials(String part) {
        return part.length() <= LONGEST_INITIALS && part.equals(part.toUpperCase(Locale.ROOT));
    }

    /** A time word behind a number belongs to the amount, which is checked as such. */
    private static int unknownTimes(Inspection checked) {
        var unknown = 0;
        for (var t = 0; t < checked.post.tokens.size(); t++) {
            var lower = checked.post.lower(t);
            if (TIMES.contains(lower)
                    && !checked.sources.hasStem(Stems.stem(lower))
                    && !(t > 0 && checked.post.tokens.get(t - 1).hasDigit())) {
                unknown++;
            }
        }
        return unknown;
    }

    private static int rareWords(Inspection checked) {
        var rare = new HashSet<String>();
        var asking = CallsToAction.sentences(checked.post);
        for (var sentence : checked.post.sentences) {
            if (asking.get(sentence.index())) {
                continue;
            }
            for (var term : SupportIndex.contentTerms(checked.post, sentence.index())) {
                var name = term.factor() > 1;
                if (!name
                        && !EVERYDAY.contains(Stems.stem(term.written()))
                        && !checked.support().knows(term)) {
                    rare.add(term.root());
                }
            }
        }
        return rare.size();
    }

    private static Set<String> everydayStems() {
        var stems = new HashSet<String>();
        WordLists.words("common-words").forEach(word -> stems.add(Stems.stem(word)));
        return Set.copyOf(stems);
    }
}
