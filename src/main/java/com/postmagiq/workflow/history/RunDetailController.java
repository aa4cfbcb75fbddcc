package com.postmagiq.workflow.history;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.text.WordDiff;
import com.postmagiq.workflow.history.RunViews.Items;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** What happened inside one run. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/workflow-runs/{id}")
class RunDetailController {
    private final RunHistory history;
    private final RunSummaryText summary;
    private final RunExport export;
    private final PromptHistory prompts;
    private final RunFidelity fidelity;

    RunDetailController(
            RunHistory history,
            RunSummaryText summary,
            RunExport export,
            PromptHistory prompts,
            RunFidelity fidelity) {
        this.history = history;
        this.summary = summary;
        this.export = export;
        this.prompts = prompts;
        this.fidelity = fidelity;
    }

    @GetMapping("/states")
    @RequiresScope(Scope.WORKFLOW_READ)
    Items<RunViews.Visit> states(@PathVariable("id") String id, Actor actor) {
        return new Items<>(history.states(id, RunController.money(actor)));
    }

    @GetMapping("/outputs")
    @RequiresScope(Scope.WORKFLOW_READ)
    Items<RunViews.Output> outputs(@PathVariable("id") String id) {
        return new Items<>(history.outputs(id));
    }

    @GetMapping("/outputs/{output_id}")
    @RequiresScope(Scope.WORKFLOW_READ)
    RunViews.Output output(
            @PathVariable("id") String id, @PathVariable("output_id") UUID outputId) {
        return history.output(id, outputId);
    }

    /** How near drafts and final texts come to the voice of the run. */
    @GetMapping("/fidelity")
    @RequiresScope(Scope.WORKFLOW_READ)
    RunFidelity.Listing runFidelity(@PathVariable("id") String id) {
        return fidelity.of(id);
    }

    /** The pieces of both texts in order, and where they come from. */
    record Diff(List<WordDiff.Hunk> hunks) {}

    @GetMapping("/outputs/{output_id}/diff")
    @RequiresScope(Scope.WORKFLOW_READ)
    Diff diff(
            @PathVariable("id") String id,
            @PathVariable("output_id") UUID outputId,
            @RequestParam("against") UUID against) {
        return new Diff(history.diff(id, outputId, against));
    }

    @GetMapping("/audits")
    @RequiresScope(Scope.WORKFLOW_READ)
    Items<RunViews.Verdict> audits(@PathVariable("id") String id) {
        return new Items<>(history.audits(id));
    }

    @GetMapping("/quality")
    @RequiresScope(Scope.WORKFLOW_READ)
    QualityViews.Quality quality(
            @PathVariable("id") String id,
            @RequestParam(name = "output_id", required = false) @Nullable UUID outputId) {
        return history.quality(id, outputId);
    }

    @GetMapping("/provenance")
    @RequiresScope(Scope.WORKFLOW_READ)
    QualityViews.ProvenanceView provenance(
            @PathVariable("id") String id,
            @RequestParam(name = "output_id", required = false) @Nullable UUID outputId) {
        return history.provenance(id, outputId);
    }

    @GetMapping("/invocations")
    @RequiresScope(Scope.WORKFLOW_READ)
    Items<RunViews.Invocation> invocations(@PathVariable("id") String id, Actor actor) {
        return new Items<>(history.invocations(id, RunController.money(actor)));
    }

    /** What agents were instructed with; the product's own texts for those who may edit them. */
    @GetMapping("/prompts")
    @RequiresScope(Scope.WORKFLOW_READ)
    Items<PromptHistory.Prompt> prompts(
            @PathVariable("id") String id,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "visit", required = false) @Nullable Integer visit,
            Actor actor) {
        return new Items<>(prompts.of(id, state, visit, actor.may(Scope.STRATEGY_WRITE)));
    }

    @GetMapping("/tokens")
    @RequiresScope(Scope.WORKFLOW_READ)
    TokenViews.Tokens tokens(@PathVariable("id") String id, Actor actor) {
        return history.tokens(id, RunController.money(actor));
    }

    @GetMapping("/graph")
    @RequiresScope(Scope.WORKFLOW_READ)
    GraphViews.Graph graph(@PathVariable("id") String id) {
        return history.graph(id);
    }

    @GetMapping(
            path = "/summary",
            produces = {"text/markdown", MediaType.APPLICATION_JSON_VALUE})
    @RequiresScope(Scope.WORKFLOW_READ)
    ResponseEntity<?> summary(
            @PathVariable("id") String id,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            Actor actor) {
        if (accept != null && accept.contains("text/markdown")) {
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType("text/markdown;charset=UTF-8"))
                    .body(summary.markdown(id, RunController.money(actor)));
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new SummaryText(summary.markdown(id, RunController.money(actor))));
    }

    /** The summary as Markdown inside JSON, for clients that ask for nothing else. */
    record SummaryText(String markdown) {}

    @GetMapping(path = "/export", produces = "application/zip")
    @RequiresScope(Scope.WORKFLOW_READ)
    ResponseEntity<StreamingResponseBody> export(@PathVariable("id") String id, Actor actor) {
        var runId = history.idOf(id);
        StreamingResponseBody body =
                target ->
                        CurrentWorkspace.call(
                                actor.workspaceId(),
                                () -> {
                                    export.write(
                                            runId.toString(),
                                            actor.workspaceId(),
                                            RunController.money(actor),
                                            target);
                                    return runId;
                                });
        return ResponseEntity.ok()
                // A streamed body does not take it from the mapping.
                .contentType(MediaType.parseMediaType("application/zip"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"run-%s.zip\"".formatted(id))
                .body(body);
    }
}
