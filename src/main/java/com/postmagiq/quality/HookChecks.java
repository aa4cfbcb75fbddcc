package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a reader sees before "more": its length, and whether anything can be seen or touched in it.
 */
final class HookChecks implements Check {

    private static final int FIRST_SENTENCE_WORDS = 20;
    private static final int OPENING_SENTENCES = 2;
    private static final Phrases SUMMARIES = Phrases.named("summary-openings");
    private static final Phrases BANNED = Phrases.named("banned-phrases");
    private static final Set<String> SENSES = WordLists.words("sensory-words");
    private static final Set<String> QUESTION_WORDS =
            Set.of(
                    "have", "ever", "what", "why", "how", "do", "did", "does", "are", "is", "who",
                    "want", "can", "could", "would", "you", "ready", "guess");

    @Override
    public List<Entry> entries() {
        return List.of(CheckCatalogue.HOOK_LENGTH, CheckCatalogue.HOOK_CONCRETE);
    }

    @Override
    public void inspect(Inspection in) {
        if (in.post.sentences.isEmpty()) {
            return;
        }
        length(in);
        concrete(in);
    }

    private static void length(Inspection in) {
        var first = in.post.paragraphs().getFirst();
        var limit = in.threshold(CheckCatalogue.HOOK_LENGTH);
        var characters = in.post.text.codePointCount(first.start(), first.end());
        if (characters > limit) {
            in.report(
                    CheckCatalogue.HOOK_LENGTH,
                    first.start(),
                    first.end(),
                    String.format(
                            Locale.ROOT,
                            "The first paragraph has %d characters; about %d show before the fold.",
                            characters,
                            Math.round(limit)));
            return;
        }
        var sentence = in.post.sentences.getFirst();
        var words = Words.count(sentence.text());
        if (words > FIRST_SENTENCE_WORDS) {
            in.reportSentence(
                    CheckCatalogue.HOOK_LENGTH,
                    sentence,
                    String.format(
                            Locale.ROOT,
                            "The first sentence has %d words; %d are enough.",
                            words,
                            FIRST_SENTENCE_WORDS));
        }
    }

    private static void concrete(Inspection in) {
        var first = in.post.sentences.getFirst();
        var opening = Passage.of(first.text());
        var starts =
                SUMMARIES.in(opening).stream().anyMatch(hit -> hit.firstToken() == 0)
                        || BANNED.in(opening).stream().anyMatch(hit -> hit.firstToken() == 0);
        if (starts) {
            in.reportSentence(
                    CheckCatalogue.HOOK_CONCRETE,
                    first,
                    "The opening sums up; begin with what happened.");
        } else if (rhetorical(in, first)) {
            in.reportSentence(
                    CheckCatalogue.HOOK_CONCRETE,
                    first,
                    "The opening asks the reader; begin with what happened.");
        } else if (!anythingConcrete(in)) {
            var last =
                    in.post.sentences.get(
                            Math.min(OPENING_SENTENCES, in.post.sentences.size()) - 1);
            in.report(
                    CheckCatalogue.HOOK_CONCRETE,
                    first.start(),
                    last.end(),
                    "The opening holds no number, name, quotation or thing from the story.");
        }
    }

    /** A question that no source asks. */
    private static boolean rhetorical(Inspection in, Sentence first) {
        var tokens = in.post.tokensOf(0);
        return first.text().endsWith("?")
                && !tokens.isEmpty()
                && QUESTION_WORDS.contains(tokens.getFirst().lower())
                && in.sources.sequences.stream()
                        .allMatch(
                                source ->
                                        source.positions(List.of(WordSequence.of(tokens)))[0] < 0);
    }

    private static boolean anythingConcrete(Inspection in) {
        var sentences = Math.min(OPENING_SENTENCES, in.post.sentences.size());
        var end = in.post.sentences.get(sentences - 1).end();
        if (in.names().stream().anyMatch(name -> name.start() < end)
                || Quotations.in(in.post.text.substring(0, end)).stream().findAny().isPresent()) {
            return true;
        }
        for (var t = 0; t < in.post.firstToken(sentences); t++) {
            var token = in.post.tokens.get(t);
            var fromSources = in.sources.none() || in.sources.hasStem(in.post.stem(t));
            if (token.hasDigit() || (fromSources && SENSES.contains(token.lower()))) {
                return true;
            }
        }
        return Quantities.in(Passage.of(in.post.text.substring(0, end))).stream()
                .anyMatch(Quantity::checkable);
    }
}
