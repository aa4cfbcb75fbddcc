package com.postmagiq.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Scores how well source sentences carry a sentence of the post: the weight of its content words
 * found in a source sentence and its two neighbours, over the weight of all its content words. A
 * word weighs more the fewer source sentences hold it (inverse document frequency).
 */
final class SupportIndex {

    private static final int MOST_LINKS = 3;

    /** A word in more sentences than this says too little to look each of them up. */
    private static final int MOST_CANDIDATES = 64;

    private static final double NAMES_AND_NUMBERS = 3;
    private static final Set<String> FUNCTION_WORDS = WordLists.words("function-words");
    private static final Map<String, String> SYNONYMS = synonyms();

    /** A content word: its root, as written, and how much more than usual it counts. */
    record Term(String root, String written, double factor) {}

    /**
     * A source sentence with its share of the weight, 0 to 1; {@code own} is the share without its
     * neighbours' words.
     */
    record Match(int source, int sentence, double score, double own, List<String> shared) {}

    private record Place(int source, int sentence) {}

    private final SourceFacts facts;
    private final List<Place> places = new ArrayList<>();
    private final List<Set<String>> roots = new ArrayList<>();
    private final Map<String, List<Integer>> placesOf = new HashMap<>();
    private final TreeMap<Integer, Integer> firstWords = new TreeMap<>();

    SupportIndex(SourceFacts facts) {
        this.facts = facts;
        var words = 0;
        for (var source = 0; source < facts.passages.size(); source++) {
            var passage = facts.passages.get(source);
            for (var s = 0; s < passage.sentences.size(); s++) {
                firstWords.put(words, places.size());
                words += WordSequence.of(passage.tokensOf(s)).words.size();
                add(source, s, contentTerms(passage, s));
            }
        }
    }

    private void add(int source, int sentence, List<Term> terms) {
        var here = new HashSet<String>();
        for (var term : terms) {
            if (here.add(term.root())) {
                placesOf.computeIfAbsent(term.root(), _ -> new ArrayList<>()).add(places.size());
            }
        }
        places.add(new Place(source, sentence));
        roots.add(here);
    }

    /** The content words of a sentence, each root once. */
    static List<Term> contentTerms(Passage passage, int sentence) {
        var terms = new LinkedHashMap<String, Term>();
        for (var t = passage.firstToken(sentence); t < passage.firstToken(sentence + 1); t++) {
            var token = passage.tokens.get(t);
            if (FUNCTION_WORDS.contains(token.lower())
                    || (token.lower().length() < 2 && !token.hasDigit())) {
                continue;
            }
            var root = root(passage, t);
            var strong = token.hasDigit() || (token.capitalised() && !passage.opensSentence(t));
            var term = new Term(root, token.lower(), strong ? NAMES_AND_NUMBERS : 1);
            terms.merge(root, term, (a, b) -> a.factor() >= b.factor() ? a : b);
        }
        return List.copyOf(terms.values());
    }

    private static String root(Passage passage, int t) {
        var stem = passage.stem(t);
        return SYNONYMS.getOrDefault(stem, stem);
    }

    /** Whether any source holds the word, a synonym, or a longer or shorter form of it. */
    boolean knows(Term term) {
        return placesOf.containsKey(term.root())
                || facts.hasPrefixOf(term.written())
                || facts.knowsPart(term.written());
    }

    /** The best source sentences, best first. */
    List<Match> matches(List<Term> terms) {
        var candidates = candidates(terms);
        var whole = 0d;
        for (var term : terms) {
            whole += weight(term);
        }
        if (whole == 0) {
            return List.of();
        }
        var matches = new ArrayList<Match>();
        for (var place : candidates) {
            var shared = new ArrayList<String>();
            var found = 0d;
            var own = 0d;
            for (var term : terms) {
                if (inWindow(place, term.root())) {
                    found += weight(term);
                    own += roots.get(place).contains(term.root()) ? weight(term) : 0;
                    shared.add(term.written());
                }
            }
            var at = places.get(place);
            matches.add(
                    new Match(
                            at.source(),
                            at.sentence(),
                            found / whole,
                            own / whole,
                            List.copyOf(shared)));
        }
        matches.sort(
                Comparator.comparingDouble((Match match) -> match.score() + match.own())
                        .reversed()
                        .thenComparingInt(Match::source)
                        .thenComparingInt(Match::sentence));
        return List.copyOf(matches.subList(0, Math.min(MOST_LINKS, matches.size())));
    }

    private Set<Integer> candidates(List<Term> terms) {
        var rarestFirst = new ArrayList<>(terms);
        rarestFirst.sort(
                Comparator.comparingInt((Term term) -> frequency(term.root()))
                        .thenComparing(Term::root));
        var candidates = new LinkedHashSet<Integer>();
        for (var term : rarestFirst) {
            for (var place : placesOf.getOrDefault(term.root(), List.of())) {
                if (candidates.size() >= MOST_CANDIDATES) {
                    return candidates;
                }
                candidates.add(place);
            }
        }
        return candidates;
    }

    private int frequency(String root) {
        return placesOf.getOrDefault(root, List.of()).size();
    }

    private double weight(Term term) {
        return term.factor() * Math.log(1 + places.size() / (0.5 + frequency(term.root())));
    }

    private boolean inWindow(int place, String root) {
        if (roots.get(place).contains(root)) {
            return true;
        }
        var source = places.get(place).source();
        return (place > 0
                        && places.get(place - 1).source() == source
                        && roots.get(place - 1).contains(root))
                || (place + 1 < places.size()
                        && places.get(place + 1).source() == source
                        && roots.get(place + 1).contains(root));
    }

    /** The source sentence that holds a place in the joined word sequences of all sources. */
    Match containing(int position) {
        var entry = firstWords.floorEntry(position);
        if (entry == null) {
            throw new IllegalArgumentException("No source sentence holds word " + position + ".");
        }
        var place = places.get(entry.getValue());
        return new Match(place.source(), place.sentence(), 1, 1, List.of());
    }

    private static Map<String, String> synonyms() {
        var roots = new HashMap<String, String>();
        WordLists.groups("synonyms")
                .forEach((word, first) -> roots.putIfAbsent(Stems.stem(word), Stems.stem(first)));
        return Map.copyOf(roots);
    }
}
