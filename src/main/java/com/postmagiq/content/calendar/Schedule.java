package com.postmagiq.content.calendar;

import com.postmagiq.content.Columns;
import com.postmagiq.content.PostNews;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.Workspaces;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives posts their time. */
@Service
class Schedule {
    /** Clocks differ a little; a time said to be now may have passed by that. */
    private static final Duration TOLERANCE = Duration.ofSeconds(60);

    private static final Set<String> FINISHED = Set.of("ready", "published");

    private static final String UPDATE =
            """
            update app.posts
               set scheduled_at = :at, scheduled_tz = :zone, scheduled_platform_id = coalesce(:platform, scheduled_platform_id),
                   publish_due = false, revision = revision + 1, updated_at = :now
             where id = :id
            """;

    /** Two people who ask for the next free slot of one stream come after each other. */
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended(:key, 0))";

    /** What somebody wishes for a post. */
    sealed interface Wish {
        /**
         * @param platformId the stream it is for; null leaves it as it is
         */
        record At(Instant at, ZoneId zone, @Nullable UUID platformId) implements Wish {}

        /**
         * @param after no slot before this; null takes the first from this moment on
         */
        record NextSlot(UUID platformId, @Nullable Instant after) implements Wish {}

        record None() implements Wish {}
    }

    private final JdbcClient jdbc;
    private final PlannedPosts planned;
    private final Slots slots;
    private final Streams streams;
    private final Workspaces workspaces;
    private final PostNews news;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Schedule(
            JdbcClient jdbc,
            PlannedPosts planned,
            Slots slots,
            Streams streams,
            Workspaces workspaces,
            PostNews news,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.planned = planned;
        this.slots = slots;
        this.streams = streams;
        this.workspaces = workspaces;
        this.news = news;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Gives a post its time, or takes it away.
     *
     * @return what the person should know although it was done: {@code slot_conflict}, {@code
     *     not_ready}, {@code outside_campaign}, {@code weekend}
     * @throws ProblemException {@code post.schedule_in_past}, {@code platform.not_found}, {@code
     *     calendar.no_free_slot}
     */
    @Transactional
    public List<String> set(UUID actorId, UUID postId, Wish wish) {
        return switch (wish) {
            case Wish.None() -> clear(actorId, postId);
            case Wish.At(var at, var zone, var platform) -> {
                if (at.isBefore(clock.instant().minus(TOLERANCE))) {
                    throw new ProblemException(
                            CalendarProblem.IN_PAST,
                            "%s has passed; choose a time ahead.".formatted(at));
                }
                if (platform != null) {
                    streams.require(platform);
                }
                yield store(actorId, postId, at, zone, platform);
            }
            case Wish.NextSlot(var platform, var after) -> {
                lockStream(platform);
                var turn = next(platform, after, 1, postId).getFirst();
                yield store(actorId, postId, turn.at(), turn.slot().zone(), platform);
            }
        };
    }

    /**
     * The next free turns of a stream's slots.
     *
     * @throws ProblemException {@code platform.not_found}, {@code calendar.no_free_slot}
     */
    @Transactional(readOnly = true)
    public List<PostingSlot.Occurrence> next(
            UUID platformId, @Nullable Instant after, int count, @Nullable UUID except) {
        streams.require(platformId);
        var free = free(platformId, after, count, except);
        if (free.isEmpty()) {
            throw new ProblemException(
                    CalendarProblem.NO_FREE_SLOT,
                    "No slot of this stream is free within %d days; add slots, or choose a time."
                            .formatted(FreeSlots.HORIZON.toDays()));
        }
        return free;
    }

    /** Like {@link #next}, with an empty list for none. */
    List<PostingSlot.Occurrence> free(
            UUID platformId, @Nullable Instant after, int count, @Nullable UUID except) {
        var now = clock.instant();
        return FreeSlots.next(
                slots.list(platformId),
                now,
                after == null ? now : after,
                planned.times(
                        platformId,
                        now.minus(FreeSlots.APART),
                        now.plus(FreeSlots.HORIZON).plus(FreeSlots.APART),
                        except),
                count);
    }

    /** Whoever plans for a stream holds it until the transaction ends. */
    void lockStream(UUID platformId) {
        jdbc.sql(ONE_AT_A_TIME)
                .param("key", "schedule:" + CurrentWorkspace.id() + ":" + platformId)
                .query((_, _) -> true)
                .single();
    }

    List<String> store(
            @Nullable UUID actorId,
            UUID postId,
            Instant at,
            ZoneId zone,
            @Nullable UUID platformId) {
        var post = planned.lock(postId);
        write(postId, at, zone, platformId);
        events.publishEvent(
                new Audited(
                        "post.scheduled",
                        actorId,
                        "post",
                        postId,
                        Map.of(
                                "scheduled_at",
                                new Audited.Change(text(post.scheduledAt()), text(at))),
                        Audited.Outcome.SUCCESS));
        return warnings(post, at, platformId == null ? post.platformId() : platformId);
    }

    private List<String> clear(UUID actorId, UUID postId) {
        var post = planned.lock(postId);
        if (post.scheduledAt() != null) {
            write(postId, null, null, null);
            events.publishEvent(Audited.done("post.unscheduled", actorId, "post", postId));
        }
        return List.of();
    }

    private void write(
            UUID postId, @Nullable Instant at, @Nullable ZoneId zone, @Nullable UUID platformId) {
        jdbc.sql(UPDATE)
                .param("id", postId)
                .param("at", at == null ? null : Columns.at(at))
                .param("zone", zone == null ? null : zone.getId())
                .param("platform", platformId)
                .param("now", Columns.at(clock.instant()))
                .update();
        news.changed(postId);
    }

    private List<String> warnings(PlannedPosts.Facts post, Instant at, @Nullable UUID platformId) {
        var warnings = new ArrayList<String>();
        if (platformId != null
                && !planned.times(
                                platformId,
                                at.minus(FreeSlots.APART),
                                at.plus(FreeSlots.APART),
                                post.id())
                        .isEmpty()) {
            warnings.add("slot_conflict");
        }
        if (!FINISHED.contains(post.status())) {
            warnings.add("not_ready");
        }
        var day = at.atZone(workspaces.timeZone()).toLocalDate();
        if (post.campaign() != null && !post.campaign().contains(day)) {
            warnings.add("outside_campaign");
        }
        if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0) {
            warnings.add("weekend");
        }
        return warnings;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
