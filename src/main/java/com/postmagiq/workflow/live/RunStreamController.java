package com.postmagiq.workflow.live;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.history.RunHistory;
import com.postmagiq.workflow.history.RunViews;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The events of a run: as a stream that resumes, and as plain pages with the same facts. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/workflow-runs/{id}/events")
class RunStreamController {
    private final RunHistory history;
    private final RunStream stream;

    RunStreamController(RunHistory history, RunStream stream) {
        this.history = history;
        this.stream = stream;
    }

    /**
     * A page of events.
     *
     * @param nextAfter what to send as {@code after} for what follows
     */
    record EventPage(List<RunViews.Event> items, long nextAfter) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @RequiresScope(Scope.WORKFLOW_READ)
    EventPage page(
            @PathVariable("id") String id,
            @RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            Actor actor) {
        var items = history.events(actor.workspaceId(), history.idOf(id), after, limit);
        return new EventPage(items, items.isEmpty() ? after : after + items.size());
    }

    @Hidden
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @RequiresScope(Scope.WORKFLOW_READ)
    SseEmitter stream(
            @PathVariable("id") String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable Long after,
            Actor actor) {
        return stream.open(history.idOf(id), actor, start(lastEventId, after));
    }

    private static long start(@Nullable String lastEventId, @Nullable Long after) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return after == null ? 0 : after;
        }
        try {
            return Long.parseLong(lastEventId.strip());
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    GeneralProblem.BAD_REQUEST,
                    "Last-Event-ID must be the number of the last event that arrived.");
        }
    }
}
