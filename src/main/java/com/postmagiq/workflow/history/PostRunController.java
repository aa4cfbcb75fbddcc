package com.postmagiq.workflow.history;

import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** From a post to the run behind it. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/posts/{post_id}/workflow-runs")
class PostRunController {
    private final RunHistory history;

    PostRunController(RunHistory history) {
        this.history = history;
    }

    /** The run that wrote the post last, with all its texts in the order they were written. */
    record LatestRun(RunViews.Run run, List<RunViews.Output> outputs) {}

    @GetMapping("/latest")
    @RequiresScope(Scope.WORKFLOW_READ)
    LatestRun latest(@PathVariable("post_id") UUID postId, Actor actor) {
        var run = history.latestOfPost(postId, RunController.money(actor));
        return new LatestRun(run, history.outputs(run.id().toString()));
    }
}
