package com.postmagiq.workflow.control;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.postmagiq.content.Posts;
import com.postmagiq.content.RunWished;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tasks.Tasks;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts the runs of posts that come back. The wish is a task that commits with its post; however
 * often that runs, the post has one run.
 */
@Component
class WishedRuns {
    private static final Logger LOG = LoggerFactory.getLogger(WishedRuns.class);

    /** Ids only. */
    record Ref(UUID workspaceId, UUID postId, UUID startedBy) {}

    static final TaskDescriptor<Ref> START = TaskDescriptor.of("wished-run", Ref.class);

    private final WorkflowRuns runs;
    private final Posts posts;
    private final Workspaces workspaces;
    private final Tasks tasks;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WishedRuns(
            WorkflowRuns runs,
            Posts posts,
            Workspaces workspaces,
            Tasks tasks,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.posts = posts;
        this.workspaces = workspaces;
        this.tasks = tasks;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    @EventListener
    void on(RunWished wish) {
        tasks.schedule(
                START,
                wish.postId().toString(),
                new Ref(CurrentWorkspace.id(), wish.postId(), wish.startedBy()),
                clock.instant());
    }

    /** Starts the run, or notes why there is none: a cap, a missing right, a deleted post. */
    void start(Ref wish) {
        CurrentWorkspace.run(
                wish.workspaceId(),
                () ->
                        workspaces
                                .actorOf(wish.startedBy(), wish.workspaceId())
                                .filter(actor -> actor.may(Scope.WORKFLOW_EXECUTE))
                                .ifPresentOrElse(
                                        actor -> start(wish.postId(), actor),
                                        () -> skipped(wish, "scope_missing")));
    }

    private void start(UUID postId, Actor actor) {
        try {
            var post = posts.beginning(postId);
            runs.start(
                    new StartRequest(
                                    Objects.requireNonNullElse(post.story(), ""),
                                    post.topic(),
                                    null,
                                    null,
                                    null,
                                    post.shape(),
                                    false,
                                    false,
                                    false,
                                    null)
                            .forPost(postId),
                    actor,
                    "recurrence:" + postId);
        } catch (ProblemException refused) {
            skipped(
                    new Ref(CurrentWorkspace.id(), postId, actor.userId()),
                    refused.problem().code());
        }
    }

    private void skipped(Ref wish, String code) {
        LOG.info("No run was started for the recurring post {}: {}", wish.postId(), code);
        transaction.executeWithoutResult(
                _ ->
                        events.publishEvent(
                                new Audited(
                                        "recurrence.run_skipped",
                                        wish.startedBy(),
                                        "post",
                                        wish.postId(),
                                        Map.of("code", new Audited.Change(null, code)),
                                        Audited.Outcome.FAILED)));
    }
}
