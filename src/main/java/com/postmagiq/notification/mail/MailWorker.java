package com.postmagiq.notification.mail;

import com.postmagiq.kernel.limits.RateBuckets;
import com.postmagiq.kernel.mail.MailReason;
import com.postmagiq.kernel.mail.MailSettings;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.notification.mail.MailTransport.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends one mail: built and marked in one transaction, handed on outside of any, marked again. A
 * node that dies between handing on and marking makes another node hand it on a second time under
 * the same Message-ID, by which mail servers and readers know it for one.
 */
@Component
class MailWorker {
    private static final Logger LOG = LoggerFactory.getLogger(MailWorker.class);

    /** After the first, second and third failure; there is no fifth try. */
    private static final List<Duration> AGAIN_AFTER =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5));

    /** A mail server that hangs must not take the threads that runs need. */
    private static final int AT_ONCE = 2;

    private static final Duration WAIT_FOR_PLACE = Duration.ofSeconds(1);

    private final MailRows rows;
    private final MailBuilder builder;
    private final MailTransport transport;
    private final ObjectProvider<MailReason> reasons;
    private final RateBuckets buckets;
    private final RateBuckets.Bucket everySecond;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    MailWorker(
            MailRows rows,
            MailBuilder builder,
            MailTransport transport,
            ObjectProvider<MailReason> reasons,
            RateBuckets buckets,
            MailSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.builder = builder;
        this.transport = transport;
        this.reasons = reasons;
        this.buckets = buckets;
        this.everySecond =
                new RateBuckets.Bucket("mail:s", settings.perSecond(), Duration.ofSeconds(1));
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Tries one mail.
     *
     * @return when to try again; empty when the mail has ended
     */
    Optional<Instant> work(UUID mailId) {
        var mail = rows.find(mailId).orElse(null);
        if (mail == null || mail.toEmail() == null) {
            return Optional.empty();
        }
        var turn = buckets.take(List.of(everySecond));
        if (turn.isOver()) {
            // what people wait for goes before what may wait
            return Optional.of(turn.windowEnds().plusSeconds(patience(mail)));
        }
        if (!places.tryAcquire()) {
            return Optional.of(clock.instant().plus(WAIT_FOR_PLACE));
        }
        try {
            return tried(mail);
        } finally {
            places.release();
        }
    }

    private static long patience(QueuedMail mail) {
        return switch (mail.category()) {
            case TRANSACTIONAL -> 0;
            case NOTIFICATION -> 1;
            case DIGEST -> 2;
            case MARKETING -> 3;
        };
    }

    private Optional<Instant> tried(QueuedMail mail) {
        var built =
                mail.workspaceId() == null
                        ? prepared(mail.id())
                        : CurrentWorkspace.call(mail.workspaceId(), () -> prepared(mail.id()));
        return built.flatMap(
                prepared -> settled(prepared.mail(), transport.send(prepared.built())));
    }

    private record Prepared(QueuedMail mail, BuiltMail built) {}

    /** The first transaction; empty when there is nothing to send. */
    private Optional<Prepared> prepared(UUID id) {
        try {
            return Objects.requireNonNull(transaction.execute(_ -> taken(id)));
        } catch (IllegalArgumentException | IllegalStateException | ProblemException e) {
            LOG.error("Mail {} cannot be built and will not be sent", id, e);
            rows.end(
                    id,
                    QueuedMail.Status.FAILED,
                    "The mail could not be built; see the server's log.");
            return Optional.empty();
        }
    }

    private Optional<Prepared> taken(UUID id) {
        var mail = rows.take(id, builder.messageIdDomain()).orElse(null);
        if (mail == null || mail.toEmail() == null) {
            return Optional.empty();
        }
        if (mail.attempts() > AGAIN_AFTER.size() + 1) {
            rows.end(id, QueuedMail.Status.FAILED, "Every try was cut off before it ended.");
            return Optional.empty();
        }
        if (mail.secretsGone() || isGone(mail)) {
            rows.end(id, QueuedMail.Status.CANCELLED, "What the mail was about no longer holds.");
            return Optional.empty();
        }
        if (rows.isSuppressed(mail.toEmail(), mail.category(), mail.template())) {
            rows.end(id, QueuedMail.Status.SUPPRESSED, "This address takes no more mail.");
            return Optional.empty();
        }
        return Optional.of(new Prepared(mail, builder.build(mail)));
    }

    private boolean isGone(QueuedMail mail) {
        return reasons.stream()
                .anyMatch(reason -> reason.isGone(mail.template(), mail.userId(), mail.params()));
    }

    private Optional<Instant> settled(QueuedMail mail, Delivery delivery) {
        switch (delivery) {
            case Delivery.Delivered _ -> rows.sent(mail.id(), transport.name());
            case Delivery.Refused(var why) -> rows.end(mail.id(), QueuedMail.Status.FAILED, why);
            case Delivery.NoSuchAddress(var why) ->
                    transaction.executeWithoutResult(
                            _ -> {
                                rows.end(mail.id(), QueuedMail.Status.FAILED, why);
                                rows.suppress(Objects.requireNonNull(mail.toEmail()));
                            });
            case Delivery.Later(var why) -> {
                return later(mail, why);
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> later(QueuedMail mail, String why) {
        if (mail.attempts() > AGAIN_AFTER.size()) {
            LOG.warn("Mail {} failed for good after {} tries: {}", mail.id(), mail.attempts(), why);
            rows.end(mail.id(), QueuedMail.Status.FAILED, why);
            return Optional.empty();
        }
        var at = clock.instant().plus(AGAIN_AFTER.get(mail.attempts() - 1));
        LOG.info("Mail {} was not sent: {} Next try at {}", mail.id(), why, at);
        rows.again(mail.id(), at, why);
        return Optional.of(at);
    }
}
