package com.postmagiq.quality;

import com.postmagiq.quality.Provenance.Coverage;
import com.postmagiq.quality.Provenance.Link;
import com.postmagiq.quality.Provenance.Status;
import com.postmagiq.quality.Provenance.TracedSentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Finds for each sentence of a post the source sentences that carry it. */
public final class ProvenanceTracer {

    static final double SUPPORTED = 0.60;
    static final double WEAK = 0.35;

    private final QualityChecks checks;

    public ProvenanceTracer() {
        this(new QualityChecks());
    }

    /** Shares with these checks what they have read of the sources. */
    public ProvenanceTracer(QualityChecks checks) {
        this.checks = checks;
    }

    /** The provenance of a text, whose facts are checked on the way. */
    public Provenance trace(String text, List<Source> sources, List<TextRange> humanRanges) {
        var request = CheckRequest.of(text, sources);
        var inspection = new Inspection(request, Passage.of(text), checks.read(sources), null);
        new FactCheck().inspect(inspection);
        return trace(inspection, humanRanges);
    }

    /** Sentences that hold one of the inspection's findings so far count as weak at most. */
    static Provenance trace(Inspection in, List<TextRange> humanRanges) {
        var post = in.post;
        var facts = in.sources;
        var sources = in.request.sources();
        var fabrications = in.findings();
        var support = in.support();
        var verbatim = verbatim(post, facts);
        var traced = new ArrayList<TracedSentence>();
        for (var sentence : post.sentences) {
            var terms = SupportIndex.contentTerms(post, sentence.index());
            var links = new ArrayList<Link>();
            var best = 0d;
            for (var match : support.matches(terms)) {
                links.add(link(sources, facts, match));
                best = Math.max(best, match.score());
            }
            var status = status(best, terms.size(), verbatim[sentence.index()] >= 0);
            if (status == Status.VERBATIM) {
                best = 1;
                var exact = support.containing(verbatim[sentence.index()]);
                links.clear();
                links.add(link(sources, facts, exact));
            } else if (status == Status.FRAMING) {
                links.removeIf(link -> link.score() < SUPPORTED);
            } else {
                links.removeIf(link -> link.score() < WEAK);
            }
            if (touches(sentence, fabrications)
                    && (status == Status.VERBATIM || status == Status.SUPPORTED)) {
                status = Status.WEAK;
            }
            if (inside(sentence, humanRanges)) {
                status = Status.HUMAN;
            }
            traced.add(
                    new TracedSentence(
                            sentence.index(),
                            sentence.start(),
                            sentence.end(),
                            sentence.text(),
                            status,
                            rounded(best),
                            List.copyOf(links)));
        }
        return new Provenance(traced, coverage(traced));
    }

    /** For each sentence of the post the place in the joined sources that holds it, or -1. */
    private static int[] verbatim(Passage post, SourceFacts facts) {
        var needles = new ArrayList<WordSequence>();
        for (var s = 0; s < post.sentences.size(); s++) {
            needles.add(WordSequence.of(post.tokensOf(s)));
        }
        var found = new int[needles.size()];
        Arrays.fill(found, -1);
        var offset = 0;
        for (var sequence : facts.sequences) {
            var positions = sequence.positions(needles);
            for (var s = 0; s < found.length; s++) {
                if (found[s] < 0 && positions[s] >= 0) {
                    found[s] = offset + positions[s];
                }
            }
            offset += sequence.words.size();
        }
        return found;
    }

    private static Status status(double support, int terms, boolean verbatim) {
        if (verbatim) {
            return Status.VERBATIM;
        }
        if (terms < 3) {
            return Status.FRAMING;
        }
        if (support >= SUPPORTED) {
            return Status.SUPPORTED;
        }
        return support >= WEAK ? Status.WEAK : Status.UNSUPPORTED;
    }

    private static Link link(List<Source> sources, SourceFacts facts, SupportIndex.Match match) {
        var source = sources.get(match.source());
        var sentence = facts.passages.get(match.source()).sentences.get(match.sentence());
        return new Link(
                source.kind(),
                source.outputId(),
                sentence.index(),
                sentence.start(),
                sentence.end(),
                rounded(match.score()),
                match.shared());
    }

    private static boolean touches(Sentence sentence, List<Finding> findings) {
        return findings.stream()
                .anyMatch(
                        finding ->
                                finding.severity() == Severity.BLOCK
                                        && finding.start() < sentence.end()
                                        && finding.end() > sentence.start());
    }

    /** Whether more than half of the sentence was written by a person. */
    private static boolean inside(Sentence sentence, List<TextRange> ranges) {
        var covered = 0;
        for (var range : ranges) {
            covered +=
                    Math.max(
                            0,
                            Math.min(range.end(), sentence.end())
                                    - Math.max(range.start(), sentence.start()));
        }
        return covered * 2 > sentence.end() - sentence.start();
    }

    private static Coverage coverage(List<TracedSentence> traced) {
        Map<Status, Integer> counts = new EnumMap<>(Status.class);
        for (var sentence : traced) {
            counts.merge(sentence.status(), 1, Integer::sum);
        }
        var carried =
                counts.getOrDefault(Status.VERBATIM, 0)
                        + counts.getOrDefault(Status.SUPPORTED, 0)
                        + counts.getOrDefault(Status.HUMAN, 0);
        var checkable = traced.size() - counts.getOrDefault(Status.FRAMING, 0);
        return new Coverage(
                share(counts, Status.VERBATIM, traced.size()),
                share(counts, Status.SUPPORTED, traced.size()),
                share(counts, Status.WEAK, traced.size()),
                share(counts, Status.UNSUPPORTED, traced.size()),
                share(counts, Status.FRAMING, traced.size()),
                share(counts, Status.HUMAN, traced.size()),
                checkable == 0 ? 1 : rounded((double) carried / checkable));
    }

    private static double share(Map<Status, Integer> counts, Status status, int all) {
        return all == 0 ? 0 : rounded((double) counts.getOrDefault(status, 0) / all);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000d;
    }

    /** The text with a footnote mark behind each sentence and the notes below, as Markdown. */
    public String toMarkdown(Provenance provenance, String text, List<Source> sources) {
        var out = new StringBuilder();
        var notes = new StringBuilder();
        var at = 0;
        for (var sentence : provenance.sentences()) {
            var number = sentence.index() + 1;
            out.append(text, at, sentence.end()).append("[^").append(number).append(']');
            at = sentence.end();
            notes.append("[^")
                    .append(number)
                    .append("]: ")
                    .append(sentence.status().name().toLowerCase(Locale.ROOT));
            for (var link : sentence.links()) {
                notes.append(" | ").append(quoted(link, sources));
            }
            notes.append('\n');
        }
        return out.append(text, at, text.length()).append("\n\n").append(notes).toString();
    }

    private static String quoted(Link link, List<Source> sources) {
        for (var source : sources) {
            if (source.kind() == link.source()
                    && Objects.equals(source.outputId(), link.sourceOutputId())
                    && link.end() <= source.text().length()) {
                var words = source.text().substring(link.start(), link.end()).replace('\n', ' ');
                return String.format(
                        Locale.ROOT,
                        "%s %d: \"%s\" (%d %%)",
                        link.source().name().toLowerCase(Locale.ROOT),
                        link.index() + 1,
                        words,
                        Math.round(link.score() * 100));
            }
        }
        return String.format(
                Locale.ROOT,
                "%s %d",
                link.source().name().toLowerCase(Locale.ROOT),
                link.index() + 1);
    }
}
