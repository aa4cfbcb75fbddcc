package com.postmagiq.quality;

import com.postmagiq.quality.FabricationVerdict.Evidence;
import java.util.HashSet;
import java.util.Set;

/** Counts what speaks for an invention in a post whose facts have been checked. */
final class InventionEvidence {

    private static final Set<String> TIMES = WordLists.words("time-words");
    private static final Set<String> EVERYDAY = everydayStems();

    private InventionEvidence() {}

    static Evidence in(Inspection checked) {
        return new Evidence(
                count(checked, CheckCatalogue.NAME),
                count(checked, CheckCatalogue.NUMBER) + count(checked, CheckCatalogue.DATE),
                addedNameParts(checked),
                unknownTimes(checked),
                rareWords(checked));
    }

    private static int count(Inspection checked, CheckCatalogue.Entry entry) {
        return (int)
                checked.findings().stream()
                        .filter(finding -> finding.check().equals(entry.id()))
                        .count();
    }

    private static int addedNameParts(Inspection checked) {
        var added = 0;
        for (var name : checked.names()) {
            var last = name.parts().getLast();
            if (!checked.sources.knowsPart(last)) {
                continue;
            }
            for (var part : name.parts().subList(0, name.parts().size() - 1)) {
                added += part.length() > 1 && !checked.sources.holdsTogether(part, last) ? 1 : 0;
            }
        }
        return added;
    }

    private static int unknownTimes(Inspection checked) {
        return (int)
                checked.post.tokens.stream()
                        .filter(token -> TIMES.contains(token.lower()))
                        .filter(token -> !checked.sources.hasStem(Stems.stem(token.lower())))
                        .count();
    }

    private static int rareWords(Inspection checked) {
        var rare = new HashSet<String>();
        for (var sentence : checked.post.sentences) {
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
