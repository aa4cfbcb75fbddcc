package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Experiments over HTTP: price, start, look, cancel, report, blind reading. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/evaluation/experiments")
class ExperimentController {
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final MediaType MARKDOWN =
            new MediaType("text", "markdown", StandardCharsets.UTF_8);

    private final ExperimentQuotes quotes;
    private final ExperimentStart starts;
    private final ExperimentEnding ending;
    private final ExperimentReports reports;
    private final Cells cells;
    private final BlindReading reading;

    ExperimentController(
            ExperimentQuotes quotes,
            ExperimentStart starts,
            ExperimentEnding ending,
            ExperimentReports reports,
            Cells cells,
            BlindReading reading) {
        this.quotes = quotes;
        this.starts = starts;
        this.ending = ending;
        this.reports = reports;
        this.cells = cells;
        this.reading = reading;
    }

    /**
     * A start: what the price was asked for, the price, and what it may cost at most.
     *
     * @param label the arms' names otherwise
     * @param maxCredits what was quoted otherwise
     */
    @Schema(name = "StartExperimentRequest")
    record Start(
            @NotNull UUID setId,
            @NotNull @Valid ExperimentRequest.Arms arms,
            @Nullable @Min(1) @Max(5) Integer repeats,
            @NotNull UUID quoteId,
            @NotNull BigDecimal maxCostUsd,
            @Nullable Integer maxCredits,
            @Nullable @Size(max = 200) String label) {

        ExperimentRequest request() {
            return new ExperimentRequest(setId, arms, repeats);
        }
    }

    /** Which text was liked better; a judgement cannot be changed. */
    @Schema(name = "PreferenceRequest")
    record Preference(
            @NotNull UUID caseId,
            @NotBlank
                    @Pattern(regexp = "left|right|tie")
                    @Schema(allowableValues = {"left", "right", "tie"})
                    String choice) {}

    @PostMapping("/quote")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    ExperimentQuotes.Quote quote(@Valid @RequestBody ExperimentRequest body, Actor actor) {
        return quotes.quote(body, actor, money(actor));
    }

    @PostMapping
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    ReportViews.View start(@Valid @RequestBody Start body, Actor actor) {
        var id =
                starts.start(
                        body.request(),
                        body.quoteId(),
                        body.label(),
                        body.maxCostUsd(),
                        body.maxCredits(),
                        actor);
        return reports.view(id, money(actor));
    }

    @GetMapping
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    Page<ReportViews.View> list(
            @RequestParam(name = "set_id", required = false) @Nullable UUID setId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            Actor actor) {
        return Page.of(
                reports.page(setId, Cursor.decodeId(cursor), limit + 1, money(actor)),
                limit,
                ReportViews.View::id);
    }

    @GetMapping("/{experiment_id}")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    ReportViews.View get(@PathVariable("experiment_id") UUID id, Actor actor) {
        return reports.view(id, money(actor));
    }

    @GetMapping("/{experiment_id}/results")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    Page<Cell.View> results(
            @PathVariable("experiment_id") UUID id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            Actor actor) {
        reports.view(id, false);
        var offset = Positions.after(cursor);
        var found = cells.page(id, offset, limit + 1);
        return new Page<>(
                found.stream().limit(limit).map(cell -> cell.view(money(actor))).toList(),
                found.size() > limit ? Cursor.encode(String.valueOf(offset + limit)) : null);
    }

    @PostMapping("/{experiment_id}/cancel")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    ReportViews.View cancel(@PathVariable("experiment_id") UUID id, Actor actor) {
        ending.cancel(id, actor);
        return reports.view(id, money(actor));
    }

    @DeleteMapping("/{experiment_id}")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable("experiment_id") UUID id) {
        ending.delete(id);
    }

    /** JSON, or a file with {@code md} or {@code csv}. */
    @GetMapping("/{experiment_id}/report")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @Operation(summary = "What the experiment has shown so far")
    ResponseEntity<ReportViews.Report> report(
            @PathVariable("experiment_id") UUID id,
            @RequestParam(defaultValue = "json") @Pattern(regexp = "json|md|csv") String format,
            Actor actor) {
        var report = reports.report(id, money(actor));
        return switch (format) {
            case "csv" -> file(CSV, "experiment.csv", ReportFiles.csv(report));
            case "md" -> file(MARKDOWN, "experiment.md", ReportFiles.markdown(report));
            default -> ResponseEntity.ok(report);
        };
    }

    @GetMapping("/{experiment_id}/pairs")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @Operation(summary = "Both texts of each case, without saying whose they are")
    BlindReading.View pairs(@PathVariable("experiment_id") UUID id, Actor actor) {
        return reading.pairs(id, actor);
    }

    @PostMapping("/{experiment_id}/preferences")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    BlindReading.View judge(
            @PathVariable("experiment_id") UUID id,
            @Valid @RequestBody Preference body,
            Actor actor) {
        return reading.judge(id, body.caseId(), body.choice(), actor);
    }

    private static boolean money(Actor actor) {
        return actor.may(Scope.USAGE_ADMIN);
    }

    /** The declared type is what the description of the interface shows: the JSON form. */
    @SuppressWarnings("unchecked")
    private static ResponseEntity<ReportViews.Report> file(
            MediaType type, String name, String text) {
        var file =
                ResponseEntity.ok()
                        .contentType(type)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"%s\"".formatted(name))
                        .body(text);
        return (ResponseEntity<ReportViews.Report>) (ResponseEntity<?>) file;
    }
}
