package com.postmagiq.workflow.experiment;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What arms are compared by. */
enum Metric {
    FINAL_SCORE(Pairs.Better.HIGHER, "Final score"),
    CHECK_SCORE(Pairs.Better.HIGHER, "Check score"),
    BLOCKING_FINDINGS(Pairs.Better.LOWER, "Blocking findings"),
    COVERAGE(Pairs.Better.HIGHER, "Coverage"),
    WORDS(Pairs.Better.NEITHER, "Words"),
    EXPECTATIONS(Pairs.Better.HIGHER, "Expectations met"),
    LOOPS(Pairs.Better.LOWER, "Loops"),
    COST_USD(Pairs.Better.LOWER, "Cost in USD"),
    SECONDS(Pairs.Better.LOWER, "Seconds");

    private final Pairs.Better better;
    private final String title;

    Metric(Pairs.Better better, String title) {
        this.better = better;
        this.title = title;
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
        return switch (this) {
            case FINAL_SCORE -> number(metrics.finalScore());
            case CHECK_SCORE -> number(metrics.checkScore());
            case BLOCKING_FINDINGS -> number(metrics.blockingFindings());
            case COVERAGE -> metrics.coverage();
            case WORDS -> number(metrics.words());
            case EXPECTATIONS -> shareMet(cell.expectations());
            case LOOPS -> number(metrics.loops());
            case COST_USD -> number(metrics.costUsd());
            case SECONDS -> metrics.seconds();
        };
    }

    private static @Nullable Double shareMet(Expectations.@Nullable Met met) {
        return met == null || met.total() == 0 ? null : (double) met.met() / met.total();
    }

    private static @Nullable Double number(@Nullable Number value) {
        return value == null ? null : value.doubleValue();
    }
}
