package com.postmagiq.workflow.control;

import com.postmagiq.content.Posts;
import com.postmagiq.workflow.engine.RecentPosts;
import com.postmagiq.workflow.run.FinishedPosts;
import com.postmagiq.workflow.run.Run;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Hands finished texts to the content module and asks it for the latest ones. */
@Component
class RunPosts implements FinishedPosts, RecentPosts {
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
                        finished.offline()));
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
