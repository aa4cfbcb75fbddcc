package com.postmagiq.content.calendar;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Posts that come back. */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}/recurrences")
class RecurrenceController {
    @Schema(name = "SkipRequest")
    record SkipRequest(@NotNull LocalDate date) {}

    private final Recurrences recurrences;
    private final Workspaces workspaces;

    RecurrenceController(Recurrences recurrences, Workspaces workspaces) {
        this.recurrences = recurrences;
        this.workspaces = workspaces;
    }

    @GetMapping
    @RequiresScope(Scope.CONTENT_READ)
    Page<RecurrenceView> list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var rows = recurrences.page(Cursor.decodeId(cursor), limit + 1);
        return Page.of(rows.stream().map(RecurrenceView::of).toList(), limit, RecurrenceView::id);
    }

    @PostMapping
    @RequiresScope(Scope.CONTENT_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    RecurrenceView create(Actor actor, @Valid @RequestBody RecurrenceRequest body) {
        return RecurrenceView.of(
                recurrences.create(actor.userId(), body.plan(workspaces.timeZone()), body.rule()));
    }

    /** What a rule would make that is not kept yet. */
    @PostMapping("/preview")
    @RequiresScope(Scope.CONTENT_READ)
    List<Recurrence.Occurrence> preview(
            @Valid @RequestBody RecurrenceRequest body,
            @RequestParam(defaultValue = "10") @Min(1) @Max(50) int count) {
        var wished =
                new Recurrence(
                        Ids.next(),
                        body.plan(workspaces.timeZone()),
                        body.rule(),
                        "active",
                        null,
                        null,
                        0,
                        null,
                        1);
        return recurrences.preview(wished, false, count);
    }

    @GetMapping("/{recurrence_id}")
    @RequiresScope(Scope.CONTENT_READ)
    RecurrenceView get(@PathVariable("recurrence_id") UUID id) {
        return RecurrenceView.of(recurrences.get(id));
    }

    /** Replaces the rule for what is not made yet. */
    @PutMapping("/{recurrence_id}")
    @RequiresScope(Scope.CONTENT_WRITE)
    RecurrenceView change(
            Actor actor,
            @PathVariable("recurrence_id") UUID id,
            @Valid @RequestBody RecurrenceRequest body) {
        return RecurrenceView.of(
                recurrences.change(
                        actor.userId(), id, body.plan(workspaces.timeZone()), body.rule()));
    }

    @DeleteMapping("/{recurrence_id}")
    @RequiresScope(Scope.CONTENT_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Actor actor, @PathVariable("recurrence_id") UUID id) {
        recurrences.delete(actor.userId(), id);
    }

    @GetMapping("/{recurrence_id}/preview")
    @RequiresScope(Scope.CONTENT_READ)
    List<Recurrence.Occurrence> ahead(
            @PathVariable("recurrence_id") UUID id,
            @RequestParam(defaultValue = "10") @Min(1) @Max(50) int count) {
        return recurrences.preview(recurrences.get(id), true, count);
    }

    @PostMapping("/{recurrence_id}/pause")
    @RequiresScope(Scope.CONTENT_WRITE)
    RecurrenceView pause(Actor actor, @PathVariable("recurrence_id") UUID id) {
        return RecurrenceView.of(recurrences.pause(actor.userId(), id));
    }

    @PostMapping("/{recurrence_id}/resume")
    @RequiresScope(Scope.CONTENT_WRITE)
    RecurrenceView resume(Actor actor, @PathVariable("recurrence_id") UUID id) {
        return RecurrenceView.of(recurrences.resume(actor.userId(), id));
    }

    @PostMapping("/{recurrence_id}/skip")
    @RequiresScope(Scope.CONTENT_WRITE)
    RecurrenceView skip(
            Actor actor,
            @PathVariable("recurrence_id") UUID id,
            @Valid @RequestBody SkipRequest body) {
        return RecurrenceView.of(recurrences.skip(actor, id, body.date()));
    }
}
