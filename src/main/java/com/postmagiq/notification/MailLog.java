package com.postmagiq.notification;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.notification.mail.MailBuilder;
import com.postmagiq.notification.mail.MailQueue;
import com.postmagiq.notification.mail.MailRows;
import com.postmagiq.notification.mail.QueuedMail;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All mails of the installation, for its operator; the caller has checked who asks. */
@Service
public class MailLog {
    /**
     * One line of the log.
     *
     * @param status pending, sending, sent, failed, suppressed or cancelled
     * @param toEmail null once the mail is older than ninety days
     * @param provider smtp or log (kept here only); null until sent
     * @param nextAttemptAt null once ended
     * @param errorMessage why the last try failed, or why it was not sent
     */
    @Schema(name = "LoggedMail")
    public record Entry(
            UUID id,
            String template,
            String category,
            String status,
            @Nullable String toEmail,
            @Nullable UUID workspaceId,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant sentAt,
            @Nullable String provider,
            @Nullable String errorMessage,
            Instant createdAt) {}

    /**
     * A mail, built again for reading with the names of now.
     *
     * @param linksRemoved the token of its link was removed, a day after the mail ended
     */
    @Schema(name = "MailForReading")
    public record Reading(
            Entry mail,
            String from,
            String subject,
            String text,
            String html,
            boolean linksRemoved) {}

    private final MailRows rows;
    private final MailBuilder builder;
    private final MailQueue queue;

    MailLog(MailRows rows, MailBuilder builder, MailQueue queue) {
        this.rows = rows;
        this.builder = builder;
        this.queue = queue;
    }

    /**
     * A page of the log, newest first.
     *
     * @param cursor of the page before, or null
     * @param status only mails in this state; null for all
     * @param limit 1 to 200
     * @throws ProblemException {@code invalid_cursor}; {@code validation_failed} for an unknown
     *     status
     */
    public Page<Entry> page(@Nullable String cursor, @Nullable String status, int limit) {
        var found = rows.newest(Cursor.decodeId(cursor), status(status), limit + 1);
        return Page.of(found.stream().map(MailLog::entry).toList(), limit, Entry::id);
    }

    /**
     * One mail for reading.
     *
     * @throws ProblemException {@code not_found}
     */
    public Reading read(UUID id) {
        var mail = get(id);
        var built = builder.buildInWorkspace(mail);
        return new Reading(
                entry(mail),
                built.from(),
                built.subject(),
                built.text(),
                built.html(),
                mail.secretsGone());
    }

    /**
     * Sends a failed mail again, with all its tries anew.
     *
     * @throws ProblemException {@code not_found}; {@code mail.not_retryable} when it has not failed
     *     or its link has been removed
     */
    @Transactional
    public Entry retry(UUID id) {
        var mail = get(id);
        if (!rows.revive(id)) {
            throw new ProblemException(
                    MailProblem.NOT_RETRYABLE,
                    "Only a failed mail whose link is still kept can be sent again; this one is %s."
                            .formatted(
                                    mail.secretsGone()
                                            ? "without its link"
                                            : mail.status().stored()));
        }
        queue.schedule(id);
        return entry(get(id));
    }

    private QueuedMail get(UUID id) {
        return rows.find(id)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        GeneralProblem.NOT_FOUND, "There is no mail " + id));
    }

    private static QueuedMail.@Nullable Status status(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(QueuedMail.Status.values())
                .filter(status -> status.stored().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        GeneralProblem.VALIDATION_FAILED,
                                        "There is no status '%s'; it is one of pending, sending, sent, failed, suppressed and cancelled."
                                                .formatted(name)));
    }

    private static Entry entry(QueuedMail mail) {
        return new Entry(
                mail.id(),
                mail.template(),
                mail.category().name().toLowerCase(Locale.ROOT),
                mail.status().stored(),
                mail.toEmail(),
                mail.workspaceId(),
                mail.attempts(),
                mail.nextAttemptAt(),
                mail.sentAt(),
                mail.provider(),
                mail.errorMessage(),
                mail.createdAt());
    }
}
