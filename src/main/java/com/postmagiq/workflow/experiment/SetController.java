package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Golden sets and their cases. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/evaluation/sets")
class SetController {
    private static final String JSON_LINES = "application/x-ndjson";

    private final GoldenSets sets;
    private final SetEditing editing;

    SetController(GoldenSets sets, SetEditing editing) {
        this.sets = sets;
        this.editing = editing;
    }

    /** A name that no other set of the workspace has, and what it is for. */
    @Schema(name = "GoldenSetRequest")
    record Wish(
            @NotBlank @Size(max = 120) String name,
            @Nullable @Size(max = 2000) String description) {}

    /** A finished run that becomes a case; its label otherwise. */
    @Schema(name = "CaseFromRunRequest")
    record FromRun(@NotNull UUID runId, @Nullable @Size(max = 200) String label) {}

    /** How many cases a file had. */
    @Schema(name = "CasesImported")
    record Imported(int cases) {}

    @GetMapping
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    Page<GoldenSets.Row> list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return Page.of(sets.page(Cursor.decodeId(cursor), limit + 1), limit, GoldenSets.Row::id);
    }

    @PostMapping
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    GoldenSets.Row create(@Valid @RequestBody Wish body) {
        return editing.create(body.name(), body.description());
    }

    @GetMapping("/{set_id}")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    GoldenSets.Row get(@PathVariable("set_id") UUID setId) {
        return sets.get(setId);
    }

    @PutMapping("/{set_id}")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    GoldenSets.Row change(@PathVariable("set_id") UUID setId, @Valid @RequestBody Wish body) {
        return editing.change(setId, body.name(), body.description());
    }

    @DeleteMapping("/{set_id}")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable("set_id") UUID setId) {
        editing.delete(setId);
    }

    @GetMapping("/{set_id}/cases")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    Page<GoldenSets.Case> cases(
            @PathVariable("set_id") UUID setId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        sets.get(setId);
        return Page.of(
                sets.cases(setId, Positions.after(cursor), limit + 1),
                limit,
                GoldenSets.Case::position);
    }

    @PostMapping("/{set_id}/cases")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    GoldenSets.Case add(@PathVariable("set_id") UUID setId, @Valid @RequestBody CaseText body) {
        return editing.add(setId, body);
    }

    @PutMapping("/{set_id}/cases/{case_id}")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    GoldenSets.Case changeCase(
            @PathVariable("set_id") UUID setId,
            @PathVariable("case_id") UUID caseId,
            @Valid @RequestBody CaseText body) {
        return editing.change(setId, caseId, body);
    }

    @DeleteMapping("/{set_id}/cases/{case_id}")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeCase(@PathVariable("set_id") UUID setId, @PathVariable("case_id") UUID caseId) {
        editing.remove(setId, caseId);
    }

    @PostMapping("/{set_id}/cases/from-run")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    GoldenSets.Case fromRun(@PathVariable("set_id") UUID setId, @Valid @RequestBody FromRun body) {
        return editing.addRun(setId, body.runId(), body.label());
    }

    @PostMapping("/{set_id}/cases/import")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Adds every line of a JSON Lines file, or none")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(mediaType = JSON_LINES, schema = @Schema(type = "string")))
    Imported importLines(
            @PathVariable("set_id") UUID setId,
            @RequestBody(required = false) @Nullable String body) {
        return new Imported(editing.addLines(setId, body));
    }

    @GetMapping(path = "/{set_id}/cases/export")
    @RequiresScope(Scope.WORKFLOW_ADMIN)
    @Operation(summary = "All cases as JSON Lines")
    ResponseEntity<String> export(@PathVariable("set_id") UUID setId) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(JSON_LINES))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"golden-set.jsonl\"")
                .body(editing.exported(setId));
    }
}
