package com.postmagiq.agents.offline;

import com.postmagiq.agents.offline.OfflineAgent.Outcome;
import com.postmagiq.quality.Sentence;
import com.postmagiq.quality.Sentences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Does to a post what a person asked for, and nothing else; says what it could not do. */
final class Revision {
    private static final double SHORTENED = 0.8;
    private static final double LENGTHENED = 1.2;
    private static final int LONGEST_POST = 400;

    private final Deque<String> versions = new ArrayDeque<>();
    private final Story story;
    private final List<String> unapplied = new ArrayList<>();

    /**
     * @param versions of the post, the newest last
     * @param story what may be taken from when it shall be longer
     */
    Revision(List<String> versions, Story story) {
        versions.forEach(this.versions::push);
        this.story = story;
    }

    Outcome apply(List<String> feedback) {
        for (var words : feedback) {
            for (var read : Instruction.in(words)) {
                apply(read);
            }
        }
        return new Outcome(versions.getFirst(), unapplied);
    }

    private void apply(Instruction.Read read) {
        var text = versions.getFirst();
        switch (read.instruction()) {
            case Instruction.Replace(var passage, var replacement) ->
                    replace(read, text, passage, replacement);
            case Instruction.Remove(var passage) ->
                    keep(
                            read,
                            PostText.find(text, passage, 0)
                                    .map(place -> PostText.without(text, place)),
                            missing(passage));
            case Instruction.RemovePart(var paragraph, var number) ->
                    keep(
                            read,
                            paragraph
                                    ? withoutParagraph(text, number)
                                    : withoutSentence(text, number),
                            "the post has no such part");
            case Instruction.StartWith(var words) ->
                    keep(read, Optional.of(moved(text, words, true)), "");
            case Instruction.EndWith(var words) ->
                    keep(read, Optional.of(moved(text, words, false)), "");
            case Instruction.Add(var words, var atStart) ->
                    keep(
                            read,
                            PostText.holds(text, words)
                                    ? Optional.empty()
                                    : Optional.of(added(text, words, atStart)),
                            "the post says so already");
            case Instruction.Shorter() -> keep(read, shorter(text), "nothing more can be left out");
            case Instruction.Longer() ->
                    keep(
                            read,
                            longer(text),
                            "the story holds nothing that the post does not say already");
            case Instruction.Undo() -> undo(read);
            case Instruction.Nothing() -> {}
            case Instruction.Unknown() ->
                    refuse(
                            read,
                            "the offline rules understand change, remove, start with, end with, add, shorter, longer and undo, with the words in quotation marks");
        }
    }

    private void replace(Instruction.Read read, String text, String passage, String replacement) {
        if (PostText.holds(text, passage)) {
            versions.push(PostText.replaced(text, passage, replacement));
        } else if (!PostText.holds(text, replacement)) { // else it was done before
            refuse(read, missing(passage));
        }
    }

    private static String missing(String passage) {
        return "\"%s\" does not occur in the post".formatted(passage);
    }

    private void keep(Instruction.Read read, Optional<String> changed, String otherwise) {
        if (changed.isPresent() && !changed.get().isBlank()) {
            versions.push(changed.get());
        } else {
            refuse(read, otherwise);
        }
    }

    private void undo(Instruction.Read read) {
        if (versions.size() > 1) {
            versions.pop();
        } else {
            refuse(read, "no earlier version is at hand");
        }
    }

    private void refuse(Instruction.Read read, String why) {
        unapplied.add("Not applied: %s (%s).".formatted(read.words(), why));
    }

    private static Optional<String> withoutParagraph(String text, int number) {
        var paragraphs = new ArrayList<>(PostText.paragraphs(text));
        var at = number == 0 ? paragraphs.size() - 1 : number - 1;
        if (at >= paragraphs.size() || paragraphs.size() == 1) {
            return Optional.empty();
        }
        paragraphs.remove(at);
        return Optional.of(PostText.joined(paragraphs));
    }

    private static Optional<String> withoutSentence(String text, int number) {
        var sentences = Sentences.split(text);
        var at = number == 0 ? sentences.size() - 1 : number - 1;
        return at >= sentences.size() || sentences.size() == 1
                ? Optional.empty()
                : Optional.of(without(text, sentences.get(at)));
    }

    private static String without(String text, Sentence sentence) {
        return PostText.without(text, new PostText.Place(sentence.start(), sentence.end()));
    }

    /** A sentence the post has is moved; other words are the person's own and are added. */
    private static String moved(String text, String words, boolean toStart) {
        var found = PostText.sentenceWith(text, words);
        var rest = found.map(sentence -> without(text, sentence)).orElse(text);
        var sentence = found.map(Sentence::text).orElseGet(() -> PostText.sentence(words));
        return toStart ? sentence + "\n\n" + rest : rest + "\n\n" + sentence;
    }

    private static String added(String text, String words, boolean atStart) {
        var sentence = PostText.sentence(words);
        return atStart ? sentence + "\n\n" + text : text + "\n\n" + sentence;
    }

    /** Leaves out what tells least, but neither the opening nor the end. */
    private static Optional<String> shorter(String text) {
        var target = Unit.words(text).size() * SHORTENED;
        var current = text;
        while (Unit.words(current).size() > target) {
            var sentences = Sentences.split(current);
            var least =
                    IntStream.range(1, sentences.size() - 1)
                            .filter(i -> !Story.leans(sentences.get(i + 1).text()))
                            .mapToObj(sentences::get)
                            .min(Comparator.comparingDouble(Revision::worth));
            if (least.isEmpty()) {
                break;
            }
            current = without(current, least.get());
        }
        return current.equals(text) ? Optional.empty() : Optional.of(current);
    }

    private static double worth(Sentence sentence) {
        var unit = new Unit(0, 0, false, sentence.text());
        var worth = unit.hasNumber() ? 1.0 : 0;
        worth += unit.hasName() ? 0.5 : 0;
        worth += unit.hasQuote() ? 2 : 0;
        worth += unit.hasSense() ? 0.5 : 0;
        return worth - unit.words() * 0.03;
    }

    /** Puts in sentences of the story where they stood, until a fifth is won. */
    private Optional<String> longer(String text) {
        var target = Math.min(LONGEST_POST, Unit.words(text).size() * LENGTHENED);
        var current = text;
        for (var unit : story.units()) {
            if (Unit.words(current).size() + unit.words() > target + unit.words() / 2.0) {
                continue;
            }
            if (!said(current, unit) && (!unit.leans() || saidBefore(current, unit))) {
                current = inserted(current, unit);
            }
        }
        return current.equals(text) ? Optional.empty() : Optional.of(current);
    }

    private boolean saidBefore(String text, Unit unit) {
        return unit.index() > 0 && said(text, story.units().get(unit.index() - 1));
    }

    /** Whether the post has it, perhaps without its closing remark. */
    private static boolean said(String text, Unit unit) {
        var opening = String.join(" ", unit.list().subList(0, Math.min(6, unit.words())));
        return PostText.holds(text, unit.text())
                || PostText.holds(text, opening.replaceAll("[,.;:]+$", ""))
                || PostText.holds(text, Openings.trimmed(unit.text()));
    }

    private String inserted(String text, Unit unit) {
        for (var i = unit.index() - 1; i >= 0; i--) {
            var before = PostText.find(text, story.units().get(i).text(), 0);
            if (before.isPresent()) {
                var at = before.get().end();
                return text.substring(0, at) + " " + unit.text() + text.substring(at);
            }
        }
        return text + "\n\n" + unit.text();
    }
}
