package com.postmagiq.workflow.control;

import com.postmagiq.content.CardRuns;
import com.postmagiq.content.Posts;
import com.postmagiq.workspace.Actor;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts a run from a card of the board. */
@Component
class CardStart implements CardRuns {
    private final WorkflowRuns runs;
    private final Posts posts;

    CardStart(WorkflowRuns runs, Posts posts) {
        this.runs = runs;
        this.posts = posts;
    }

    @Override
    public void start(UUID postId, @Nullable String config, Actor actor) {
        var post = posts.beginning(postId);
        runs.start(
                new StartRequest(
                        Objects.requireNonNullElse(post.story(), ""),
                        post.topic(),
                        config,
                        null,
                        null,
                        post.shape(),
                        false,
                        false,
                        false,
                        null,
                        null,
                        null,
                        postId,
                        null),
                actor,
                null);
    }
}
