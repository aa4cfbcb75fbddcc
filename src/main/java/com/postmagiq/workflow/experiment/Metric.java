package com.postmagiq.workflow.experiment;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What arms are compared by. */
enum Metric {
    FINAL_SCORE(Pairs.Better.HIGHER, "Final score", it -> number(it.finalScore())),
    CHECK_SCORE(Pairs.Better.HIGHER, "Check score", it -> number(it.checkScore())),
    BLOCKING_FINDINGS(Pairs.Better.LOWER, "Blocking findings", it -> number(it.blockingFindings())),
    COVERAGE(Pairs.Better.HIGHER, "Coverage", CellMetrics::coverage),
    WORDS(Pairs.Better.NEITHER, "Words", it -> number(it.words())),
    LOOPS(Pairs.Better.LOWER, "Loops", it -> number(it.loops())),
    COST_USD(Pairs.Better.LOWER, "Cost in USD", it -> number(it.costUsd())),
    SECONDS(Pairs.Better.LOWER, "Seconds", CellMetrics::seconds),
    EXPECTATIONS(Pairs.Better.HIGHER, "Expectations met", _ -> null);

    private final Pairs.Better better;
    private final String title;
    private final Function<CellMetrics, @Nullable Double> measure;

    Metric(Pairs.Better better, String title, Function<CellMetrics, @Nullable Double> measure) {
        this.better = better;
        this.title = title;
        this.measure = measure;
    }

    Pairs.Better better() {
        return better;
    }

    String title() {
        return title;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The cell's value. Cells that came to no text have none: what they lack would count as good
     * where less is better.
     */
    @Nullable Double of(Cell cell) {
        var metrics = cell.metrics();
        if (cell.status() != Cell.Status.DONE || metrics == null) {
            return null;
        }
        if (this == EXPECTATIONS) {
            var met = cell.expectations();
            return met == null || met.total() == 0 ? null : (double) met.met() / met.total();
        }
        return measure.apply(metrics);
    }

    private static @Nullable Double number(@Nullable Number value) {
        return value == null ? null : value.doubleValue();
    }
}
