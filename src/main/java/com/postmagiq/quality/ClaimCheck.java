package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import com.postmagiq.quality.Provenance.Status;
import com.postmagiq.quality.Provenance.TracedSentence;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Sentences that no source carries, and the share of the post that the sources carry. */
final class ClaimCheck implements Check {

    private static final double BLOCKING_COVERAGE = 0.50;
    private static final Set<String> COMPARES_OR_EXPLAINS =
            Set.of(
                    "because",
                    "caused",
                    "causes",
                    "causing",
                    "led",
                    "leads",
                    "therefore",
                    "than",
                    "due",
                    "result",
                    "resulted",
                    "better",
                    "worse",
                    "best",
                    "worst",
                    "more",
                    "less",
                    "most",
                    "least",
                    "faster",
                    "slower",
                    "cheaper",
                    "bigger",
                    "smaller",
                    "higher",
                    "lower",
                    "doubled",
                    "tripled");

    @Override
    public List<Entry> entries() {
        return List.of(CheckCatalogue.CLAIM, CheckCatalogue.COVERAGE);
    }

    @Override
    public void inspect(Inspection in) {
        if (in.sources.none()) {
            return;
        }
        var provenance = in.provenance();
        for (var sentence : provenance.sentences()) {
            if (sentence.status() == Status.UNSUPPORTED) {
                claim(in, sentence);
            }
        }
        coverage(in, provenance.coverage().checkable());
    }

    private static void claim(Inspection in, TracedSentence sentence) {
        var terms = SupportIndex.contentTerms(in.post, sentence.index());
        if (terms.size() < in.threshold(CheckCatalogue.CLAIM)) {
            return;
        }
        var near = sentence.links().isEmpty() ? null : in.sourceText(sentence.links().getFirst());
        in.report(
                CheckCatalogue.CLAIM,
                weighsOnSomebody(in, sentence) ? Severity.BLOCK : Severity.WARN,
                sentence.start(),
                sentence.end(),
                "Nothing in the sources carries this sentence.",
                "Say it with what your story holds, or add the missing part to the story.",
                near,
                null);
    }

    /** A comparison or a cause, about somebody or something named. */
    private static boolean weighsOnSomebody(Inspection in, TracedSentence sentence) {
        var compares = false;
        for (var token : in.post.tokensOf(sentence.index())) {
            compares |= COMPARES_OR_EXPLAINS.contains(token.lower());
        }
        return compares
                && in.names().stream()
                        .anyMatch(
                                name ->
                                        name.start() >= sentence.start()
                                                && name.end() <= sentence.end());
    }

    private static void coverage(Inspection in, double carried) {
        var least = in.threshold(CheckCatalogue.COVERAGE);
        if (carried >= least) {
            return;
        }
        in.report(
                CheckCatalogue.COVERAGE,
                carried < BLOCKING_COVERAGE ? Severity.BLOCK : Severity.WARN,
                0,
                in.post.text.length(),
                String.format(
                        Locale.ROOT,
                        "The sources carry %d %% of the sentences that state something; at least %d %% should be.",
                        Math.round(carried * 100),
                        Math.round(least * 100)));
    }
}
