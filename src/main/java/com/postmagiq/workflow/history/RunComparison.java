package com.postmagiq.workflow.history;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.text.WordDiff;
import com.postmagiq.quality.Finding;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.answer.Dimensions;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.history.ComparisonViews.Change;
import com.postmagiq.workflow.history.ComparisonViews.Comparison;
import com.postmagiq.workflow.history.ComparisonViews.Counts;
import com.postmagiq.workflow.history.ComparisonViews.FindingLine;
import com.postmagiq.workflow.history.ComparisonViews.Findings;
import com.postmagiq.workflow.history.ComparisonViews.Money;
import com.postmagiq.workflow.history.ComparisonViews.ScorePair;
import com.postmagiq.workflow.history.ComparisonViews.Seconds;
import com.postmagiq.workflow.history.ComparisonViews.Shares;
import com.postmagiq.workflow.history.ComparisonViews.StateVisit;
import com.postmagiq.workflow.history.ComparisonViews.TextPair;
import com.postmagiq.workflow.history.ComparisonViews.Totals;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.Reports;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workflow.run.Verdicts;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.run.Visits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Two runs of a workspace beside each other. */
@Service
@Transactional(readOnly = true)
public class RunComparison {
    private static final Set<OutputType> TEXTS =
            Set.of(OutputType.PROCESSED, OutputType.DRAFT, OutputType.FINAL);
    private static final double MILLIS = 1000.0;
    private static final double DIGITS = 10_000.0;

    private final Runs runs;
    private final RunList list;
    private final Outputs outputs;
    private final Visits visits;
    private final Verdicts verdicts;
    private final Reports reports;
    private final RunFidelity fidelity;

    RunComparison(
            Runs runs,
            RunList list,
            Outputs outputs,
            Visits visits,
            Verdicts verdicts,
            Reports reports,
            RunFidelity fidelity) {
        this.runs = runs;
        this.list = list;
        this.outputs = outputs;
        this.visits = visits;
        this.verdicts = verdicts;
        this.reports = reports;
        this.fidelity = fidelity;
    }

    /** A run with all that is compared. */
    private record Side(
            Run run, List<Output> texts, List<Visit> visits, List<Verdicts.Stored> verdicts) {}

    /**
     * Compares two runs, of one story or not.
     *
     * @param a id or number
     * @param b id or number
     * @param money whether costs are shown
     * @throws ProblemException {@code run.not_found}, {@code run.compare_same}
     */
    public Comparison of(String a, String b, boolean money) {
        var one = side(a);
        var other = side(b);
        if (one.run().id().equals(other.run().id())) {
            throw new ProblemException(
                    RunProblem.COMPARE_SAME,
                    "Run %d stands on both sides; name another one as a or b."
                            .formatted(one.run().number()));
        }
        var reportA = report(one);
        var reportB = report(other);
        return new Comparison(
                list.one(one.run().id(), money),
                list.one(other.run().id(), money),
                one.run().storyKey().equals(other.run().storyKey()),
                commonUntil(one, other),
                differences(one.run(), other.run()),
                texts(one, other),
                scores(one, other, reportA, reportB, finalFidelity(one), finalFidelity(other)),
                reportA.isPresent() && reportB.isPresent()
                        ? findings(checked(reportA.get()), checked(reportB.get()))
                        : null,
                new Shares(coverage(reportA), coverage(reportB)),
                totals(one.run(), other.run(), money));
    }

    private Side side(String reference) {
        var run = runs.byReference(reference).orElseThrow(() -> RunCommands.unknown(reference));
        return new Side(
                run, outputs.of(run.id()), visits.withInherited(run.id()), verdicts.of(run.id()));
    }

    private Optional<Reports.Stored> report(Side side) {
        return Optional.ofNullable(side.run().finalOutputId()).flatMap(reports::ofOutput);
    }

    private Reports.Checked checked(Reports.Stored stored) {
        return new Reports.Checked(
                stored.report(), reports.dismissed(stored.report().contentHash()).keySet());
    }

    /** Both began with the same story, and went on alike up to here. */
    private static @Nullable StateVisit commonUntil(Side one, Side other) {
        if (!one.run().storyKey().equals(other.run().storyKey())) {
            return null;
        }
        StateVisit last = null;
        for (var i = 0; i < Math.min(one.visits().size(), other.visits().size()); i++) {
            var here = one.visits().get(i);
            var there = other.visits().get(i);
            if (!here.state().equals(there.state())
                    || here.visit() != there.visit()
                    || !made(one, here).equals(made(other, there))) {
                break;
            }
            last = new StateVisit(here.state(), here.visit());
        }
        return last;
    }

    private static Map<String, String> made(Side side, Visit visit) {
        return side.texts().stream()
                .filter(text -> visit.id().equals(text.visitId()))
                .collect(Collectors.toMap(Output::path, Output::contentHash, (_, later) -> later));
    }

    private static List<Change> differences(Run a, Run b) {
        var changes = new ArrayList<Change>();
        add(changes, "story", "story_key", a.storyKey(), b.storyKey());
        add(changes, "config", "config_slug", a.configSlug(), b.configSlug());
        add(changes, "config", "config_hash", a.configHash(), b.configHash());
        add(changes, "config", "tier", a.tier(), b.tier());
        add(changes, "option", "platform", a.platform(), b.platform());
        add(changes, "option", "shape", a.shape(), b.shape());
        add(changes, "option", "unattended", a.unattended(), b.unattended());
        add(changes, "option", "skip_questions", a.skipQuestions(), b.skipQuestions());
        return changes;
    }

    private static void add(
            List<Change> changes,
            String kind,
            String path,
            @Nullable Object a,
            @Nullable Object b) {
        if (!Objects.equals(a, b)) {
            changes.add(new Change(kind, path, text(a), text(b)));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static List<TextPair> texts(Side one, Side other) {
        var here = newest(one);
        var there = newest(other);
        var paths = new LinkedHashSet<>(here.keySet());
        paths.addAll(there.keySet());
        return paths.stream().map(path -> pair(path, here.get(path), there.get(path))).toList();
    }

    /** The newest version of each path, in the order in which paths came up. */
    private static Map<String, Output> newest(Side side) {
        var newest = new LinkedHashMap<String, Output>();
        side.texts().stream()
                .filter(text -> TEXTS.stream().anyMatch(text::is))
                .sorted(Comparator.comparing(Output::id))
                .forEach(
                        text ->
                                newest.merge(
                                        text.path(),
                                        text,
                                        (known, next) ->
                                                next.version() > known.version() ? next : known));
        return newest;
    }

    private static TextPair pair(String path, @Nullable Output a, @Nullable Output b) {
        var before = a == null ? "" : a.content();
        var after = b == null ? "" : b.content();
        var hunks = WordDiff.hunks(before, after);
        var same =
                hunks.stream()
                        .filter(hunk -> hunk.op().equals("equal"))
                        .mapToInt(hunk -> hunk.text().length())
                        .sum();
        var all = before.length() + after.length();
        return new TextPair(
                Objects.requireNonNull(a == null ? b : a).type(),
                path,
                a == null ? null : a.id(),
                b == null ? null : b.id(),
                all == 0 ? 1 : Math.round(2 * same * DIGITS / all) / DIGITS,
                hunks);
    }

    /** Each final text beside the voice of its own run. */
    private @Nullable Integer finalFidelity(Side side) {
        return side.texts().stream()
                .filter(text -> text.id().equals(side.run().finalOutputId()))
                .findFirst()
                .map(text -> fidelity.score(side.run().id(), text))
                .orElse(null);
    }

    /**
     * For each judging state its last visit, then of the final texts what the checks said and how
     * near they come to the voice, of 100.
     */
    private static List<ScorePair> scores(
            Side one,
            Side other,
            Optional<Reports.Stored> reportA,
            Optional<Reports.Stored> reportB,
            @Nullable Integer fidelityA,
            @Nullable Integer fidelityB) {
        var pairs = new ArrayList<ScorePair>();
        var states = new LinkedHashSet<String>();
        one.verdicts().forEach(verdict -> states.add(verdict.state()));
        other.verdicts().forEach(verdict -> states.add(verdict.state()));
        for (var state : states) {
            var here = lastVerdicts(one, state);
            var there = lastVerdicts(other, state);
            add(pairs, state, "overall", here, there, stored -> stored.verdict().score());
            addDimension(pairs, state, "hook", here, there, Dimensions::hook);
            addDimension(pairs, state, "specifics", here, there, Dimensions::specifics);
            addDimension(pairs, state, "voice", here, there, Dimensions::voice);
            addDimension(pairs, state, "structure", here, there, Dimensions::structure);
        }
        var a = reportA.map(stored -> stored.report().score()).orElse(null);
        var b = reportB.map(stored -> stored.report().score()).orElse(null);
        if (a != null || b != null) {
            pairs.add(new ScorePair("final", "check", a, b));
        }
        if (fidelityA != null || fidelityB != null) {
            pairs.add(new ScorePair("final", "fidelity", fidelityA, fidelityB));
        }
        return pairs;
    }

    private static List<Verdicts.Stored> lastVerdicts(Side side, String state) {
        var all = side.verdicts().stream().filter(stored -> stored.state().equals(state)).toList();
        var last = all.stream().mapToInt(Verdicts.Stored::visit).max().orElse(0);
        return all.stream().filter(stored -> stored.visit() == last).toList();
    }

    private static void addDimension(
            List<ScorePair> pairs,
            String state,
            String dimension,
            List<Verdicts.Stored> here,
            List<Verdicts.Stored> there,
            Function<Dimensions, @Nullable Integer> part) {
        add(
                pairs,
                state,
                dimension,
                here,
                there,
                stored -> part.apply(stored.verdict().dimensions()));
    }

    private static void add(
            List<ScorePair> pairs,
            String state,
            String dimension,
            List<Verdicts.Stored> here,
            List<Verdicts.Stored> there,
            Function<Verdicts.Stored, @Nullable Integer> score) {
        var a = lowest(here, score);
        var b = lowest(there, score);
        if (a != null || b != null) {
            pairs.add(new ScorePair(state, dimension, a, b));
        }
    }

    private static @Nullable Integer lowest(
            List<Verdicts.Stored> verdicts, Function<Verdicts.Stored, @Nullable Integer> score) {
        return verdicts.stream()
                .flatMap(stored -> Optional.ofNullable(score.apply(stored)).stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Findings findings(Reports.Checked before, Reports.Checked after) {
        var changes = FindingChanges.between(before, after);
        return new Findings(lines(changes.fixed()), lines(changes.added()), lines(changes.same()));
    }

    private static List<FindingLine> lines(List<Finding> findings) {
        return findings.stream()
                .map(
                        finding ->
                                new FindingLine(
                                        finding.check(),
                                        finding.severity().name().toLowerCase(Locale.ROOT),
                                        finding.text(),
                                        finding.message()))
                .toList();
    }

    private static @Nullable Double coverage(Optional<Reports.Stored> report) {
        return report.map(stored -> stored.provenance().coverage().checkable()).orElse(null);
    }

    private static Totals totals(Run a, Run b, boolean money) {
        return new Totals(
                new Counts(credits(a), credits(b)),
                new Money(money ? a.totalCostUsd() : null, money ? b.totalCostUsd() : null),
                new Counts(a.totalTokens(), b.totalTokens()),
                new Seconds(a.activeMs() / MILLIS, b.activeMs() / MILLIS));
    }

    private static @Nullable Long credits(Run run) {
        var charged = run.creditsCharged();
        return charged == null ? null : charged.longValue();
    }
}
