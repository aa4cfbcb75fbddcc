package com.postmagiq.workflow.history;

import com.postmagiq.workflow.history.RunViews.Items;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened inside one run. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/workflow-runs/{id}")
class RunDetailController {
    private final RunHistory history;

    RunDetailController(RunHistory history) {
        this.history = history;
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

    /** The pieces of both texts in order, and where they come from. */
    record Diff(List<RunViews.Hunk> hunks) {}

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
    RunViews.Quality quality(
            @PathVariable("id") String id,
            @RequestParam(name = "output_id", required = false) @Nullable UUID outputId) {
        return history.quality(id, outputId);
    }

    @GetMapping("/provenance")
    @RequiresScope(Scope.WORKFLOW_READ)
    RunViews.ProvenanceView provenance(
            @PathVariable("id") String id,
            @RequestParam(name = "output_id", required = false) @Nullable UUID outputId) {
        return history.provenance(id, outputId);
    }

    @GetMapping("/invocations")
    @RequiresScope(Scope.WORKFLOW_READ)
    Items<RunViews.Invocation> invocations(@PathVariable("id") String id, Actor actor) {
        return new Items<>(history.invocations(id, RunController.money(actor)));
    }

    @GetMapping("/tokens")
    @RequiresScope(Scope.WORKFLOW_READ)
    RunViews.Tokens tokens(@PathVariable("id") String id, Actor actor) {
        return history.tokens(id, RunController.money(actor));
    }

    @GetMapping("/graph")
    @RequiresScope(Scope.WORKFLOW_READ)
    RunViews.Graph graph(@PathVariable("id") String id) {
        return history.graph(id);
    }
}
