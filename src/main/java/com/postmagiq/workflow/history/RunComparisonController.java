package com.postmagiq.workflow.history;

import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Two runs beside each other over HTTP. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/workflow-runs/compare")
class RunComparisonController {
    private final RunComparison comparison;

    RunComparisonController(RunComparison comparison) {
        this.comparison = comparison;
    }

    @GetMapping
    @RequiresScope(Scope.WORKFLOW_READ)
    ComparisonViews.Comparison compare(
            @RequestParam String a, @RequestParam String b, Actor actor) {
        return comparison.of(a, b, RunController.money(actor));
    }
}
