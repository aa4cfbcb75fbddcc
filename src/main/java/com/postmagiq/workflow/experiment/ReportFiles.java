package com.postmagiq.workflow.experiment;

import com.postmagiq.workflow.evaluation.Sheet;
import com.postmagiq.workflow.experiment.ReportViews.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reports as files: a table of all cells, and a text to hand on. */
final class ReportFiles {
    private static final List<String> HEADINGS =
            List.of(
                    "case",
                    "label",
                    "arm",
                    "repeat",
                    "status",
                    "run_status",
                    "error_code",
                    "final_score",
                    "check_score",
                    "blocking_findings",
                    "coverage",
                    "words",
                    "expectations_met",
                    "expectations",
                    "loops",
                    "cost_usd",
                    "seconds",
                    "run_id");

    private ReportFiles() {}

    /** One row a cell. */
    static String csv(Report report) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var known : report.cases()) {
            for (var arm : List.of(known.a(), known.b())) {
                for (var cell : arm.cells()) {
                    rows.add(row(cell));
                }
            }
        }
        return new Sheet(HEADINGS, rows).csv();
    }

    private static List<@Nullable Object> row(Cell.View cell) {
        var metrics = Objects.requireNonNullElse(cell.metrics(), CellMetrics.without(null));
        var met = cell.expectations();
        return Sheet.row(
                cell.position(),
                cell.label(),
                cell.arm(),
                cell.repeat(),
                cell.status(),
                metrics.runStatus(),
                metrics.errorCode(),
                metrics.finalScore(),
                metrics.checkScore(),
                metrics.blockingFindings(),
                metrics.coverage(),
                metrics.words(),
                met == null ? null : met.met(),
                met == null ? null : met.total(),
                metrics.loops(),
                metrics.costUsd(),
                metrics.seconds(),
                cell.runId());
    }

    /** What was compared, what it showed, and both texts of each case. */
    static String markdown(Report report) {
        var experiment = report.experiment();
        var text =
                new StringBuilder("# %s%n%n".formatted(line(experiment.label())))
                        .append(
                                "Set: %s, revision %d. Status: %s%s. Repeats: %d.%n%n"
                                        .formatted(
                                                line(experiment.setName()),
                                                experiment.setRevision(),
                                                experiment.status(),
                                                experiment.stopReason() == null
                                                        ? ""
                                                        : " (" + experiment.stopReason() + ")",
                                                experiment.repeats()));
        text.append("| Arm | Name | Configuration | Complete | Failed | Skipped |\n")
                .append("| --- | --- | --- | --- | --- | --- |\n")
                .append(arm("a", experiment.arms().a()))
                .append(arm("b", experiment.arms().b()));
        text.append("\n## Metrics\n\n")
                .append(
                        "| Metric | Cases | a | b | b - a | 95 % | Wins, ties, losses of b | Verdict |\n")
                .append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        report.metrics().forEach(metric -> text.append(metric(metric)));
        var preferred = report.preferences();
        text.append("\n## Blind reading\n\n")
                .append(
                        preferred.shareB() == null
                                ? "Nobody has preferred one text to the other.\n"
                                : "a %d, b %d, ties %d; share of b %s, 95 %% from %s to %s.%n"
                                        .formatted(
                                                preferred.a(),
                                                preferred.b(),
                                                preferred.ties(),
                                                number(preferred.shareB()),
                                                number(preferred.low()),
                                                number(preferred.high())));
        text.append("\n## Cases\n");
        for (var known : report.cases()) {
            text.append("\n### %d. %s\n".formatted(known.position(), line(known.label())));
            text.append(text("a", known.a())).append(text("b", known.b()));
        }
        return text.toString();
    }

    private static String arm(String side, ReportViews.ArmView arm) {
        var config =
                arm.version() == null
                        ? arm.configSlug()
                        : "%s@%d".formatted(arm.configSlug(), arm.version());
        var differences =
                arm.differences().isEmpty()
                        ? ""
                        : " (%s)".formatted(String.join("; ", arm.differences()));
        return "| %s | %s | %s | %d | %d | %d |%n"
                .formatted(
                        side,
                        line(arm.label()),
                        line(config + differences),
                        arm.complete(),
                        arm.failed(),
                        arm.skipped());
    }

    private static String metric(Pairs.Comparison metric) {
        return "| %s | %d | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        Metric.valueOf(metric.metric().toUpperCase(Locale.ROOT)).title(),
                        metric.cases(),
                        number(metric.meanA()),
                        number(metric.meanB()),
                        number(metric.difference()),
                        metric.low() == null
                                ? "n/a"
                                : "%s to %s".formatted(number(metric.low()), number(metric.high())),
                        metric.wins() == null
                                ? "n/a"
                                : "%d, %d, %d"
                                        .formatted(metric.wins(), metric.ties(), metric.losses()),
                        metric.verdict() == null ? "n/a" : metric.verdict().replace('_', ' '));
    }

    private static String text(String side, ReportViews.CaseArm arm) {
        var cells =
                arm.cells().stream()
                        .map(cell -> cell.status() + score(cell))
                        .collect(Collectors.joining(", "));
        var text = arm.text() == null ? "No text." : arm.text();
        var quoted =
                Arrays.stream(text.split("\n", -1))
                        .map(line -> line.isEmpty() ? ">" : "> " + line)
                        .collect(Collectors.joining("\n"));
        return "%nArm %s: %s%n%n%s%n".formatted(side, cells, quoted);
    }

    private static String score(Cell.View cell) {
        return cell.metrics() == null || cell.metrics().finalScore() == null
                ? ""
                : " (score %d)".formatted(cell.metrics().finalScore());
    }

    private static String number(@Nullable Double value) {
        return value == null ? "n/a" : String.valueOf(value);
    }

    /** People's words inside a table or a heading. */
    private static String line(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|");
    }
}
