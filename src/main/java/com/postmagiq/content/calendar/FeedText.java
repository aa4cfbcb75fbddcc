package com.postmagiq.content.calendar;

import com.postmagiq.content.calendar.CalendarView.PlannedPost;
import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.workspace.Workspaces.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The planned and due posts of a year back and ahead as RFC 5545 has them: titles, names, statuses
 * and links, never texts.
 */
@Component
class FeedText {
    private static final int MONTHS = 12;
    private static final Duration LENGTH = Duration.ofMinutes(30);

    private final CalendarView view;
    private final Installation installation;

    FeedText(CalendarView view, Installation installation) {
        this.view = view;
        this.installation = installation;
    }

    /**
     * @param assigneeId only this person's posts; null for all
     */
    String of(Workspace workspace, @Nullable UUID assigneeId, Instant now) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var posts =
                view
                        .between(
                                today.minusMonths(MONTHS),
                                today.plusMonths(MONTHS),
                                ZoneOffset.UTC,
                                new CalendarView.Filter(null, null, assigneeId))
                        .stream()
                        .sorted(Comparator.comparing(PlannedPost::id))
                        .toList();
        var text =
                new CalendarText()
                        .line("BEGIN", "VCALENDAR")
                        .line("VERSION", "2.0")
                        .line("PRODID", "-//Postmagiq//Content calendar//EN")
                        .line("CALSCALE", "GREGORIAN")
                        .text("X-WR-CALNAME", workspace.name())
                        .line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
                        .line("X-PUBLISHED-TTL", "PT1H");
        for (var post : posts) {
            if (post.scheduledAt() != null) {
                event(text, workspace, post, "post");
                text.moment("DTSTART", post.scheduledAt())
                        .moment("DTEND", post.scheduledAt().plus(LENGTH))
                        .line("END", "VEVENT");
            }
            if (post.dueDate() != null) {
                event(text, workspace, post, "due");
                text.day("DTSTART", post.dueDate())
                        .day("DTEND", post.dueDate().plusDays(1))
                        .line("END", "VEVENT");
            }
        }
        return text.line("END", "VCALENDAR").toString();
    }

    /** The stamp is the time of the last change, so that an unchanged calendar reads the same. */
    private void event(CalendarText text, Workspace workspace, PlannedPost post, String kind) {
        var topic = post.topic() == null ? post.ref() : post.topic();
        text.line("BEGIN", "VEVENT")
                .line("UID", "%s-%s@postmagiq".formatted(kind, post.id()))
                .moment("DTSTAMP", post.updatedAt())
                .line("SEQUENCE", String.valueOf(post.revision()))
                .text("SUMMARY", kind.equals("due") ? "Due: " + topic : topic)
                .text("DESCRIPTION", "%s, %s".formatted(post.ref(), post.status()))
                .line(
                        "URL",
                        "%s/w/%s/posts/%s"
                                .formatted(
                                        installation.publicBaseUrl(),
                                        workspace.slug(),
                                        post.ref()));
    }
}
