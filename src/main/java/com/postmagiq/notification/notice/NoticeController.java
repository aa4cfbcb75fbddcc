package com.postmagiq.notification.notice;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.AnyMember;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the caller was told: their own only, and while an operator acts for them only to look at.
 */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}/notifications")
class NoticeController {
    private static final int MOST_AT_ONCE = 200;

    /**
     * A page of them.
     *
     * @param unreadCount of all, not of this page
     */
    @Schema(name = "NoticePage")
    record NoticePage(List<Notice> items, @Nullable String nextCursor, int unreadCount) {}

    @Schema(name = "UnreadCount")
    record UnreadCount(int count) {}

    /**
     * Which were read: either some, or everything up to a moment.
     *
     * @param ids at most 200
     * @param all true for everything
     * @param before what came later stays unread; null for now
     */
    @Schema(name = "ReadNotices")
    record ReadNotices(
            @Nullable @Size(max = MOST_AT_ONCE) List<UUID> ids,
            @Nullable Boolean all,
            @Nullable Instant before) {}

    /**
     * How many were changed.
     *
     * @param updated those that were so before do not count
     */
    @Schema(name = "ChangedNotices")
    record ChangedNotices(int updated) {}

    private final Notices notices;
    private final Clock clock;

    NoticeController(Notices notices, Clock clock) {
        this.notices = notices;
        this.clock = clock;
    }

    /** Newest first. */
    @GetMapping
    @AnyMember
    NoticePage notices(
            @RequestParam(required = false) @Size(max = 60) @Nullable String type,
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(name = "include_dismissed", defaultValue = "false") boolean dismissed,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            Actor actor) {
        var filter = new Notices.Filter(type, unread, dismissed);
        var page = notices.page(actor.userId(), filter, cursor, limit);
        return new NoticePage(page.items(), page.nextCursor(), notices.unread(actor.userId()));
    }

    @GetMapping("/unread-count")
    @AnyMember
    UnreadCount unreadNotices(Actor actor) {
        return new UnreadCount(notices.unread(actor.userId()));
    }

    @GetMapping("/{notice_id}")
    @AnyMember
    Notice notice(@PathVariable("notice_id") UUID id, Actor actor) {
        return notices.get(actor.userId(), id);
    }

    @PostMapping("/{notice_id}/read")
    @AnyMember
    Notice readNotice(@PathVariable("notice_id") UUID id, Actor actor) {
        return notices.read(actor.userId(), id, true);
    }

    @PostMapping("/{notice_id}/unread")
    @AnyMember
    Notice unreadNotice(@PathVariable("notice_id") UUID id, Actor actor) {
        return notices.read(actor.userId(), id, false);
    }

    @PostMapping("/{notice_id}/dismiss")
    @AnyMember
    Notice dismissNotice(@PathVariable("notice_id") UUID id, Actor actor) {
        return notices.dismiss(actor.userId(), id);
    }

    @PostMapping("/mark-read")
    @AnyMember
    ChangedNotices readNotices(@RequestBody @Valid ReadNotices which, Actor actor) {
        var all = Boolean.TRUE.equals(which.all());
        var ids = which.ids();
        if (all == (ids != null)) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "Send either 'ids' with what was read, or 'all': true for everything.");
        }
        if (ids != null) {
            return new ChangedNotices(notices.readAll(actor.userId(), ids));
        }
        var until = which.before() == null ? clock.instant() : which.before();
        return new ChangedNotices(notices.readAll(actor.userId(), until));
    }

    @PostMapping("/dismiss-all")
    @AnyMember
    ChangedNotices dismissNotices(Actor actor) {
        return new ChangedNotices(notices.dismissAll(actor.userId()));
    }
}
