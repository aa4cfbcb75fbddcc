package com.postmagiq.content.calendar;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.postmagiq.content.PostList;
import com.postmagiq.content.PostView;
import com.postmagiq.content.StoredPosts;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Giving a post its time. */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}/posts/{post_ref}/schedule")
class ScheduleController {
    /**
     * When a post is to go out; an empty body takes its time away.
     *
     * @param scheduledAt {@code 2026-12-01T09:00:00+01:00}, or {@code 2026-12-01T09:00} on the
     *     clock of {@code tz}
     * @param tz the workspace's when left out
     * @param nextSlot true takes the next free slot of the stream instead
     * @param after no slot before this
     */
    @Schema(name = "ScheduleRequest")
    record ScheduleRequest(
            @Nullable @Size(max = 40) String scheduledAt,
            @Nullable @Size(max = 64) String tz,
            @Nullable Boolean nextSlot,
            @Nullable UUID platformId,
            @Nullable Instant after) {}

    /**
     * @param warnings what the person should know although it was done: slot_conflict, not_ready,
     *     outside_campaign, weekend
     */
    @Schema(name = "ScheduledPost")
    record ScheduledPost(@JsonUnwrapped PostView post, List<String> warnings) {}

    private final Schedule schedule;
    private final Streams streams;
    private final StoredPosts stored;
    private final PostList posts;
    private final Workspaces workspaces;

    ScheduleController(
            Schedule schedule,
            Streams streams,
            StoredPosts stored,
            PostList posts,
            Workspaces workspaces) {
        this.schedule = schedule;
        this.streams = streams;
        this.stored = stored;
        this.posts = posts;
        this.workspaces = workspaces;
    }

    @PutMapping
    @RequiresScope(Scope.CONTENT_WRITE)
    ScheduledPost schedule(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @Valid @RequestBody(required = false) @Nullable ScheduleRequest body) {
        var id = stored.idOf(reference);
        var warnings = schedule.set(actor.userId(), id, wish(body));
        return new ScheduledPost(posts.get(id), warnings);
    }

    private Schedule.Wish wish(@Nullable ScheduleRequest body) {
        if (body == null) {
            return new Schedule.Wish.None();
        }
        streams.requireKnown(null, body.platformId());
        if (Boolean.TRUE.equals(body.nextSlot())) {
            if (body.platformId() == null) {
                throw new ProblemException(
                        CalendarProblem.NO_STREAM,
                        "Say of which stream the next free slot is wanted (platform_id).");
            }
            return new Schedule.Wish.NextSlot(body.platformId(), body.after());
        }
        if (body.scheduledAt() == null) {
            return new Schedule.Wish.None();
        }
        var zone = body.tz() == null ? workspaces.timeZone() : WallClock.zone(body.tz());
        return new Schedule.Wish.At(
                WallClock.moment(body.scheduledAt(), zone), zone, body.platformId());
    }
}
