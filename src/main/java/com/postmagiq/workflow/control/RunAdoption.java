package com.postmagiq.workflow.control;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.run.FinishedPosts;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workspace.Actor;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes the text of a finished fork a version of a post, once. */
@Service
@Transactional
public class RunAdoption {
    private final RunCommands commands;
    private final Outputs outputs;
    private final FinishedPosts posts;

    RunAdoption(RunCommands commands, Outputs outputs, FinishedPosts posts) {
        this.commands = commands;
        this.outputs = outputs;
        this.posts = posts;
    }

    /**
     * Stores the final text. A run whose text is a post already changes nothing.
     *
     * @param postId the post to give it to; null takes the post of the run it goes on from, else
     *     makes a new one
     * @return the post's id
     * @throws ProblemException {@code run.not_adoptable} unless the run is complete with a text
     *     that belongs to no other post, {@code post.not_found}
     */
    public UUID adopt(UUID runId, @Nullable UUID postId, Actor actor) {
        var change = commands.change(runId);
        var run = change.run;
        var adopted = run.postId();
        if (adopted != null && (postId == null || postId.equals(adopted))) {
            return adopted;
        }
        if (adopted != null) {
            throw new ProblemException(
                    RunProblem.NOT_ADOPTABLE,
                    "The text of run %d is a version of another post already; copy it from there."
                            .formatted(run.number()));
        }
        var textId = run.finalOutputId();
        if (run.status() != RunStatus.COMPLETE || textId == null) {
            throw new ProblemException(
                    RunProblem.NOT_ADOPTABLE,
                    "Run %d is %s; only a complete run with a text can be adopted."
                            .formatted(run.number(), run.status().code()));
        }
        var all = outputs.of(runId);
        var text = all.stream().filter(it -> it.id().equals(textId)).findFirst().orElseThrow();
        var story =
                all.stream()
                        .filter(it -> it.type().equals(Output.STORY_TYPE))
                        .max(Comparator.comparingInt(Output::version))
                        .orElseThrow();
        var about = run.fork() == null ? null : run.fork().aboutPostId();
        var post =
                posts.store(
                        new FinishedPosts.Finished(
                                runId,
                                run.number(),
                                postId == null ? about : postId,
                                run.label(),
                                run.shape(),
                                story.content(),
                                text.content(),
                                actor.userId(),
                                run.offline(),
                                true));
        change.postId = post;
        commands.save(
                change,
                commands.event("run.adopted", Map.of("post_id", post, "by", actor.userId())));
        return post;
    }
}
