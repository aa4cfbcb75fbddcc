package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Golden sets and experiments for those who do not come over HTTP: what there is, a price, a start,
 * and what it showed. Who asks owns the workspace and sees its money.
 */
@Service
public class GoldenDesk {
    private static final int MOST_SETS = 200;

    private final GoldenSets sets;
    private final SetEditing editing;
    private final ExperimentQuotes quotes;
    private final ExperimentStart starts;
    private final ExperimentReports reports;
    private final JsonMapper json;

    GoldenDesk(
            GoldenSets sets,
            SetEditing editing,
            ExperimentQuotes quotes,
            ExperimentStart starts,
            ExperimentReports reports,
            JsonMapper json) {
        this.sets = sets;
        this.editing = editing;
        this.quotes = quotes;
        this.starts = starts;
        this.reports = reports;
        this.json = json;
    }

    /** A set of stories. */
    public record SetLine(UUID id, String name, int cases) {}

    /**
     * A configuration to compare.
     *
     * @param version one of its versions; null for the present one
     */
    public record Side(String configSlug, @Nullable Integer version) {
        private ExperimentRequest.ArmBody arm() {
            return new ExperimentRequest.ArmBody(null, configSlug, version, null, null);
        }
    }

    /** What is wanted: a set worked on in two ways, each cell so many times. */
    public record Wish(UUID setId, Side a, Side b, int repeats) {
        private ExperimentRequest request() {
            return new ExperimentRequest(
                    setId, new ExperimentRequest.Arms(a.arm(), b.arm()), repeats);
        }
    }

    /**
     * What an experiment would take.
     *
     * @param worstUsd no experiment of this kind costs more
     */
    public record Price(
            UUID quoteId, int cells, int credits, BigDecimal expectedUsd, BigDecimal worstUsd) {}

    /**
     * How far an experiment is.
     *
     * @param status queued, running, complete, cancelled or failed
     * @param stopReason why cells were skipped, where some were
     */
    public record Look(
            UUID id,
            String label,
            String status,
            @Nullable String stopReason,
            int waiting,
            int done,
            int failed,
            int skipped,
            BigDecimal spentUsd) {
        public boolean over() {
            return !status.equals("queued") && !status.equals("running");
        }
    }

    /**
     * What a measure says over all cases.
     *
     * @param verdict b_better, a_better, not_shown or too_few; null where neither end is welcome
     */
    public record Line(
            String metric,
            @Nullable Double meanA,
            @Nullable Double meanB,
            @Nullable String verdict) {}

    /** The newest sets first. */
    public List<SetLine> sets() {
        return sets.page(null, MOST_SETS).stream().map(GoldenDesk::line).toList();
    }

    /**
     * A set by its name or id.
     *
     * @throws ProblemException {@code evaluation.set_not_found}
     */
    public SetLine set(String reference) {
        return sets().stream()
                .filter(it -> it.name().equals(reference) || it.id().toString().equals(reference))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ExperimentProblem.UNKNOWN_SET,
                                        "There is no golden set '%s' in this workspace."
                                                .formatted(reference)));
    }

    /**
     * Adds every line of a JSON Lines file to a set, or none; makes the set when there is none of
     * that name.
     *
     * @return how many there were
     * @throws ProblemException what is wrong, by line
     */
    @Transactional
    public int add(String name, String lines) {
        var known =
                sets().stream().filter(it -> it.name().equals(name)).map(SetLine::id).findFirst();
        return editing.addLines(known.orElseGet(() -> editing.create(name, null).id()), lines);
    }

    private static SetLine line(GoldenSets.Row row) {
        return new SetLine(row.id(), row.name(), row.cases());
    }

    /**
     * @throws ProblemException what is wrong with the set or an arm
     */
    public Price price(Wish wish, Actor actor) {
        var quote = quotes.quote(wish.request(), actor, true);
        var usd = Objects.requireNonNull(quote.costUsd());
        return new Price(
                quote.quoteId(), quote.cells(), quote.credits(), usd.expected(), usd.worst());
    }

    /**
     * Begins an experiment; a worker goes on with it.
     *
     * @param maxUsd where it stops, with the rest of its cells skipped
     * @throws ProblemException {@code run.quote_changed}, {@code agent.unavailable}
     */
    public UUID start(Wish wish, UUID quoteId, BigDecimal maxUsd, Actor actor) {
        return starts.start(wish.request(), quoteId, null, maxUsd, null, actor);
    }

    public Look look(UUID id) {
        var view = reports.view(id, true);
        var cells = view.progress();
        return new Look(
                view.id(),
                view.label(),
                view.status(),
                view.stopReason(),
                cells.queued() + cells.running(),
                cells.done(),
                cells.failed(),
                cells.skipped(),
                Objects.requireNonNullElse(view.spentUsd(), BigDecimal.ZERO));
    }

    /** Names of all measures. */
    public List<String> metrics() {
        return Arrays.stream(Metric.values()).map(Metric::code).toList();
    }

    public List<Line> lines(UUID id) {
        return reports.report(id, true).metrics().stream()
                .map(
                        metric ->
                                new Line(
                                        metric.metric(),
                                        metric.meanA(),
                                        metric.meanB(),
                                        metric.verdict()))
                .toList();
    }

    /** The form of a report. */
    public enum Format {
        JSON,
        MD,
        CSV
    }

    /** The whole report as text. */
    public String report(UUID id, Format format) {
        var report = reports.report(id, true);
        return switch (format) {
            case JSON -> json.writerWithDefaultPrettyPrinter().writeValueAsString(report);
            case MD -> ReportFiles.markdown(report);
            case CSV -> ReportFiles.csv(report);
        };
    }
}
