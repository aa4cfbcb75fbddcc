package com.postmagiq.agents.offline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds a post out of a story's own sentences: which of them, in which order, in which groups. */
final class Drafter {
    private static final int SHORT_STORY = 120;
    private static final int SHORT_POST = 190;
    private static final int LONGEST_POST = 385;
    private static final int OPENING_WORDS = 12;
    private static final int LONGEST_OPENING = 34;

    /** How a draft begins. */
    enum Variant {
        CHRONOLOGICAL,
        SCENE,
        LESSON;

        /** By the end of the agent's name; other names get one by their letters. */
        static Variant of(String agent) {
            for (var variant : values()) {
                if (agent.endsWith(variant.name().toLowerCase(Locale.ROOT))) {
                    return variant;
                }
            }
            return values()[Math.floorMod(agent.hashCode(), values().length)];
        }
    }

    private final Story story;
    private final Variant variant;
    private final Map<Element, Unit> elements;
    private final Map<String, Integer> frequency = new HashMap<>();
    private final int[] words;
    private final double[] worth;

    Drafter(Story story, Variant variant) {
        this.story = story;
        this.variant = variant;
        this.elements = Element.in(story);
        for (var unit : story.units()) {
            unit.content().stream().distinct().forEach(w -> frequency.merge(w, 1, Integer::sum));
        }
        this.words = story.units().stream().mapToInt(Unit::words).toArray();
        this.worth = story.units().stream().mapToDouble(this::worth).toArray();
    }

    /** Paragraphs of sentences; empty only for an empty story. */
    Layout draft(@Nullable String shape) {
        var units = story.units();
        if (units.isEmpty()) {
            return new Layout(List.of());
        }
        var opener = opener();
        var chosen = chosen(opener, "SHORT".equals(shape) || story.words() < SHORT_STORY);
        var ordered = new ArrayList<Unit>();
        opener.ifPresent(unit -> ordered.addAll(chain(unit, chosen)));
        chosen.stream().map(units::get).filter(u -> !ordered.contains(u)).forEach(ordered::add);
        return Layout.of(trimmedOpening(ordered));
    }

    /** A sentence that is worth beginning with out of turn; none when the story begins best. */
    private Optional<Unit> opener() {
        return switch (variant) {
            case CHRONOLOGICAL -> Optional.empty();
            case SCENE -> best(List.of(Element.FAILURE, Element.MISUNDERSTANDING), 0);
            case LESSON -> best(List.of(Element.SCAR, Element.FIX), story.units().size() / 2);
        };
    }

    private Optional<Unit> best(List<Element> wanted, int from) {
        return story.units().stream()
                .filter(unit -> unit.index() >= Math.max(1, from))
                .filter(unit -> !unit.leans() && unit.words() <= LONGEST_OPENING + 10)
                .filter(unit -> unit.words() >= 5)
                .filter(unit -> wanted.stream().anyMatch(element -> element.cues(unit) > 0))
                .filter(unit -> appeal(unit, wanted) > 0)
                .max(
                        Comparator.comparingDouble((Unit unit) -> appeal(unit, wanted))
                                .thenComparing(Unit::index, Comparator.reverseOrder()));
    }

    /** How well a sentence opens a post: it shows something, and needs nothing said before. */
    private double appeal(Unit unit, List<Element> wanted) {
        var appeal = 0.0;
        for (var element : wanted) {
            appeal += element.cues(unit) * (element == wanted.getFirst() ? 1.5 : 1);
        }
        appeal = Math.min(appeal, 4);
        appeal += unit.hasNumber() ? 1 : 0;
        appeal += unit.hasSense() ? 1 : 0;
        appeal += unit.hasQuote() ? 0.5 : 0;
        appeal -= unit.unexplained() * 1.25;
        appeal -= Math.max(0, unit.words() - OPENING_WORDS) * 0.08;
        return appeal;
    }

    /** Indexes of the units that fit; what leans on another unit stays only with it. */
    private Set<Integer> chosen(Optional<Unit> opener, boolean brief) {
        var limit = brief ? SHORT_POST : LONGEST_POST;
        var chosen = new TreeSet<Integer>();
        story.units().forEach(unit -> chosen.add(unit.index()));
        while (words(chosen) > limit && chosen.size() > 1) {
            var weakest =
                    chosen.stream()
                            .filter(i -> !leanedOn(i, chosen))
                            .filter(i -> opener.isEmpty() || opener.get().index() != i)
                            .filter(i -> i != 0 || chosen.size() == 1)
                            .min(
                                    Comparator.comparingDouble((Integer i) -> worth[i])
                                            .thenComparing(Comparator.reverseOrder()));
            if (weakest.isEmpty()) {
                break;
            }
            chosen.remove(weakest.get());
        }
        return chosen;
    }

    private boolean leanedOn(int index, Set<Integer> chosen) {
        var next = index + 1;
        return chosen.contains(next) && story.units().get(next).leans();
    }

    private int words(Set<Integer> chosen) {
        return chosen.stream().mapToInt(i -> words[i]).sum();
    }

    private double worth(Unit unit) {
        var last = story.units().size() - 1;
        var worth = elements.containsValue(unit) ? 2.5 : 0;
        worth += unit.index() == last ? 1.5 : 0;
        worth += unit.hasNumber() ? 1 : 0;
        worth += unit.hasName() ? 0.5 : 0;
        worth += unit.hasQuote() ? 2.5 : 0;
        worth += unit.hasSense() ? 0.5 : 0;
        worth += Math.min(1.5, centrality(unit));
        worth -= unit.words() > LONGEST_OPENING ? 0.75 : 0;
        return worth - unit.pointers() * 0.1;
    }

    /** Share of its words that other sentences use too: those tell what the story is about. */
    private double centrality(Unit unit) {
        var words = unit.content();
        var shared = words.stream().filter(w -> frequency.getOrDefault(w, 0) > 1).count();
        return words.isEmpty() ? 0 : 1.5 * shared / words.size();
    }

    /** The opener with everything that leans on it. */
    private List<Unit> chain(Unit head, Set<Integer> chosen) {
        var chain = new ArrayList<Unit>(List.of(head));
        for (var i = head.index() + 1; i < story.units().size(); i++) {
            var next = story.units().get(i);
            if (!next.leans() || !chosen.contains(i)) {
                break;
            }
            chain.add(next);
        }
        return chain;
    }

    /** "About this time" means nothing to somebody who starts reading here. */
    private static List<Unit> trimmedOpening(List<Unit> ordered) {
        var result = new ArrayList<>(ordered);
        var first = result.getFirst();
        result.set(
                0,
                new Unit(
                        first.index(),
                        first.paragraph(),
                        first.leans(),
                        Openings.trimmed(first.text())));
        return result;
    }
}
