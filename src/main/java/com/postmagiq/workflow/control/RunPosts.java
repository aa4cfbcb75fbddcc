package com.postmagiq.workflow.control;

import com.postmagiq.content.PostRun;
import com.postmagiq.content.Posts;
import com.postmagiq.workflow.engine.RecentPosts;
import com.postmagiq.workflow.run.DecisionPoint;
import com.postmagiq.workflow.run.FinishedPosts;
import com.postmagiq.workflow.run.PostProgress;
import com.postmagiq.workflow.run.Run;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Hands finished texts to the content module and asks it for the latest ones. */
@Component
class RunPosts implements FinishedPosts, RecentPosts, PostProgress {
    private static final int COMPARED = 3;

    private final Posts posts;

    RunPosts(Posts posts) {
        this.posts = posts;
    }

    @Override
    public UUID store(Finished finished) {
        return posts.storeWorkflowText(
                new Posts.WorkflowText(
                        finished.runId(),
                        finished.runNumber(),
                        finished.postId(),
                        finished.label(),
                        finished.shape(),
                        finished.story(),
                        finished.text(),
                        finished.startedBy(),
                        finished.offline(),
                        finished.adopted()));
    }

    @Override
    public void started(Run run) {
        about(run).ifPresent(posts::runStarted);
    }

    @Override
    public void asks(Run run, DecisionPoint.Kind kind) {
        switch (kind) {
            case QUESTIONS -> about(run).ifPresent(it -> posts.runAsks(it, Posts.Question.STORY));
            case APPROVAL, FINAL_FEEDBACK ->
                    about(run).ifPresent(it -> posts.runAsks(it, Posts.Question.TEXT));
            case CIRCUIT_BREAK, AUDIT_INCOMPLETE -> {}
        }
    }

    @Override
    public void goesOn(Run run) {
        about(run).ifPresent(posts::runGoesOn);
    }

    @Override
    public void failed(Run run) {
        about(run).ifPresent(posts::runFailed);
    }

    private static Optional<PostRun> about(Run run) {
        return Optional.ofNullable(run.postId())
                .filter(_ -> run.writesPost())
                .map(post -> new PostRun(post, run.id(), run.startedBy()));
    }

    @Override
    public List<String> before(Run run) {
        if (run.trial() != null) {
            return List.of();
        }
        var own = run.fork() == null ? run.postId() : run.fork().aboutPostId();
        return posts.recentTexts(own, COMPARED);
    }
}
