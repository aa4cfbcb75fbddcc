package com.postmagiq.identity;

import com.postmagiq.identity.ImpersonationRows.EndedBy;
import com.postmagiq.identity.ImpersonationRows.Row;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.mail.NewMail;
import com.postmagiq.kernel.notice.PersonalNotice;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Operators who act for a person: for an hour at most, for a reason that is written down, and known
 * to the person, who may end it. Everything done meanwhile names both.
 */
@Service
public class Impersonations {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final int SHORTEST_REASON = 10;
    private static final int LONGEST_REASON = 500;

    /**
     * One of them.
     *
     * @param operatorName as it is now
     * @param endedBy operator, target, expiry or system; null while it runs
     */
    @Schema(name = "Impersonation")
    public record Impersonation(
            UUID id,
            UUID operatorId,
            String operatorName,
            UUID targetUserId,
            String targetName,
            String reason,
            @Nullable String ticketRef,
            Instant startedAt,
            Instant expiresAt,
            @Nullable Instant endedAt,
            @Schema(allowableValues = {"operator", "target", "expiry", "system"})
                    @Nullable String endedBy,
            int requestCount) {}

    /**
     * An access token to act with.
     *
     * @param expiresIn its life in seconds
     */
    @Schema(name = "ImpersonationToken")
    public record Token(Impersonation impersonation, String accessToken, long expiresIn) {
        @Override
        public String toString() {
            return "Token[impersonation=" + impersonation.id() + "]";
        }
    }

    private final ImpersonationRows rows;
    private final Users users;
    private final Names names;
    private final LoginSessions sessions;
    private final AccessTokens accessTokens;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Impersonations(
            ImpersonationRows rows,
            Users users,
            Names names,
            LoginSessions sessions,
            AccessTokens accessTokens,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.users = users;
        this.names = names;
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Begins to act for somebody, who is told by mail and inside the application.
     *
     * @param reason 10 to 500 characters
     * @param ticketRef of the request for help; null for none
     * @throws ProblemException {@code admin.reason_required}, {@code admin.impersonate_operator},
     *     {@code admin.impersonation_active}, {@code not_found}
     */
    @Transactional
    public Token start(
            SignedIn operator,
            UUID targetId,
            @Nullable String reason,
            @Nullable String ticketRef,
            Caller caller) {
        var operatorId = operator.userId();
        var why = reason == null ? "" : reason.strip();
        if (why.length() < SHORTEST_REASON || why.length() > LONGEST_REASON) {
            throw new ProblemException(
                    IdentityProblem.REASON_REQUIRED,
                    "Say in %d to %d characters why you act for this person; they will read it."
                            .formatted(SHORTEST_REASON, LONGEST_REASON));
        }
        var target = users.get(targetId);
        if (target.isSuperuser()) {
            throw new ProblemException(
                    IdentityProblem.IMPERSONATE_OPERATOR,
                    "Nobody acts for an operator of the installation.");
        }
        if (!target.isActive()) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "This person is not active; there is nothing that could be done for them.");
        }
        var now = clock.instant();
        rows.overdue(now).stream()
                .filter(row -> row.operatorId().equals(operatorId))
                .forEach(row -> end(row, EndedBy.EXPIRY, null));
        var end = now.plus(LIFE);
        var session = sessions.openSupport(targetId, operator.sessionId(), caller, end);
        var row =
                new Row(
                        Ids.next(),
                        operatorId,
                        targetId,
                        why,
                        ticketRef == null || ticketRef.isBlank() ? null : ticketRef.strip(),
                        session,
                        now,
                        end,
                        null,
                        null,
                        0);
        if (!rows.insert(row)) {
            throw new ProblemException(
                    IdentityProblem.IMPERSONATION_ACTIVE,
                    "You act for somebody already; end that first.");
        }
        events.publishEvent(
                new Audited(
                        "admin.impersonate_start",
                        operatorId,
                        "user",
                        targetId,
                        Map.of("impersonation", new Audited.Change(null, row.id().toString())),
                        Audited.Outcome.SUCCESS));
        events.publishEvent(mail(row, target));
        events.publishEvent(notice(row));
        return token(row);
    }

    /**
     * A further access token, until the hour is over.
     *
     * @throws ProblemException {@code not_found} for another operator's and for one that has ended
     */
    @Transactional
    public Token renew(UUID operatorId, UUID id) {
        return rows.find(id)
                .filter(row -> row.operatorId().equals(operatorId) && running(row))
                .map(this::token)
                .orElseThrow(Impersonations::unknown);
    }

    /**
     * Ends one: its operator may, with or without acting for the person at the moment, and the
     * person themselves.
     *
     * @throws ProblemException {@code not_found} for anybody else and for one that has ended
     */
    @Transactional
    public void end(UUID id, SignedIn who) {
        var row =
                rows.find(id)
                        .filter(found -> found.endedAt() == null)
                        .orElseThrow(Impersonations::unknown);
        var support = who.support();
        var acting = support != null && support.id().equals(id);
        if (acting || (support == null && row.operatorId().equals(who.userId()))) {
            end(row, EndedBy.OPERATOR, row.operatorId());
        } else if (support == null && row.targetUserId().equals(who.userId())) {
            end(row, EndedBy.TARGET, who.userId());
        } else {
            throw unknown();
        }
    }

    /** Those that run on a person, or that an operator runs; newest first. */
    @Transactional(readOnly = true)
    public List<Impersonation> runningOf(UUID userId) {
        return shown(rows.runningOf(userId, clock.instant()));
    }

    /** All, newest first. */
    @Transactional(readOnly = true)
    public Page<Impersonation> page(@Nullable String cursor, int limit) {
        return Page.of(
                shown(rows.page(Cursor.decodeId(cursor), limit + 1)), limit, Impersonation::id);
    }

    /** How many run now. */
    @Transactional(readOnly = true)
    public int running() {
        return rows.running(clock.instant());
    }

    /** Notes a request. */
    @Transactional
    public void count(UUID id) {
        rows.count(id);
    }

    /** Ends all of an operator who is none any more. */
    @Transactional
    public void endAllOf(UUID operatorId) {
        rows.runningOf(operatorId, clock.instant()).stream()
                .filter(row -> row.operatorId().equals(operatorId))
                .forEach(row -> end(row, EndedBy.SYSTEM, null));
    }

    /** Ends those whose hour is over, and notes those whose session the person has ended. */
    @Transactional
    public int expire() {
        var overdue = rows.overdue(clock.instant());
        overdue.forEach(row -> end(row, EndedBy.EXPIRY, null));
        var without = rows.withoutSession();
        without.forEach(row -> end(row, EndedBy.TARGET, row.targetUserId()));
        return overdue.size() + without.size();
    }

    private void end(Row row, EndedBy by, @Nullable UUID actorId) {
        var now = clock.instant();
        var ended = rows.end(row.id(), by, now).orElse(null);
        if (ended == null) {
            return;
        }
        if (ended.sessionId() != null) {
            sessions.end(ended.targetUserId(), ended.sessionId(), EndReason.ADMIN);
        }
        events.publishEvent(
                new Audited(
                        "admin.impersonate_end",
                        actorId,
                        "user",
                        ended.targetUserId(),
                        Map.of(
                                "impersonation",
                                new Audited.Change(null, ended.id().toString()),
                                "operator",
                                new Audited.Change(null, ended.operatorId().toString()),
                                "seconds",
                                new Audited.Change(
                                        null, Duration.between(ended.startedAt(), now).toSeconds()),
                                "requests",
                                new Audited.Change(null, ended.requestCount()),
                                "ended_by",
                                new Audited.Change(null, by.stored())),
                        Audited.Outcome.SUCCESS));
    }

    private boolean running(Row row) {
        return row.endedAt() == null && clock.instant().isBefore(row.expiresAt());
    }

    private Token token(Row row) {
        var session = row.sessionId();
        if (session == null) {
            throw unknown();
        }
        var support = new SignedIn.Support(row.id(), row.operatorId());
        var left = Duration.between(clock.instant(), row.expiresAt());
        var life = accessTokens.life();
        return new Token(
                shown(List.of(row)).getFirst(),
                accessTokens.issue(row.targetUserId(), session, support, row.expiresAt()),
                (left.compareTo(life) < 0 ? left : life).toSeconds());
    }

    private List<Impersonation> shown(List<Row> found) {
        var known =
                names.of(
                        found.stream()
                                .flatMap(row -> Stream.of(row.operatorId(), row.targetUserId()))
                                .collect(Collectors.toSet()));
        return found.stream().map(row -> row.shown(known)).toList();
    }

    private PersonalNotice notice(Row row) {
        var operator =
                names.of(Set.of(row.operatorId())).getOrDefault(row.operatorId(), "Somebody");
        return new PersonalNotice(
                row.targetUserId(),
                row.operatorId(),
                "admin_access",
                "%s, an operator of this installation, acts for you".formatted(operator),
                "For an hour at most. The reason given: %s".formatted(row.reason()),
                PersonalNotice.Priority.URGENT,
                "impersonation",
                row.id(),
                "/settings/security",
                "admin_access:" + row.id());
    }

    private static NewMail mail(Row row, User target) {
        return new NewMail(
                "admin_access",
                NewMail.Category.TRANSACTIONAL,
                target.id(),
                target.email(),
                target.fullName(),
                target.locale(),
                Map.of(
                        "operator_id", row.operatorId().toString(),
                        "reason", row.reason(),
                        "started_at", row.startedAt().toString(),
                        "expires_at", row.expiresAt().toString()),
                Map.of(),
                "admin_access:" + row.id());
    }

    private static ProblemException unknown() {
        return new ProblemException(
                GeneralProblem.NOT_FOUND, "There is no such support session, or it has ended.");
    }
}
