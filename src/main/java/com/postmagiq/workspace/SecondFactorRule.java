package com.postmagiq.workspace;

import com.postmagiq.identity.SecondFactors;
import com.postmagiq.identity.SignedIn;
import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.mail.NewMail;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A workspace may ask its members for more than a password, after a time in which they can set it
 * up.
 */
@Component
class SecondFactorRule {
    private static final Duration USUAL_GRACE = Duration.ofDays(7);
    private static final Duration LONGEST_GRACE = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final SecondFactors factors;
    private final StoredSettings settings;
    private final Users users;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SecondFactorRule(
            JdbcClient jdbc,
            SecondFactors factors,
            StoredSettings settings,
            Users users,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.factors = factors;
        this.settings = settings;
        this.users = users;
        this.events = events;
        this.clock = clock;
    }

    /** The refusal of a session that proves too little; empty when it proves enough. */
    Optional<ProblemException> missing(SignedIn who, Memberships.Membership membership) {
        var from = membership.secondFactorFrom();
        return from == null || who.secondFactor() || clock.instant().isBefore(from)
                ? Optional.empty()
                : Optional.of(
                        new ProblemException(
                                WorkspaceProblem.SECOND_FACTOR_SETUP_REQUIRED,
                                "This workspace asks for a second factor: add one on the security page, then sign in with it."));
    }

    /**
     * Checks a change of settings as far as it touches the rule, and adds when it begins.
     *
     * @throws ProblemException {@code scope_missing}, {@code auth.second_factor_missing}, {@code
     *     validation_failed}
     */
    Map<String, @Nullable Object> completed(Actor actor, Map<String, @Nullable Object> change) {
        var touchesSwitch = change.containsKey(WorkspaceSettings.REQUIRE_SECOND_FACTOR);
        var touchesStart = change.containsKey(WorkspaceSettings.SECOND_FACTOR_FROM);
        if (!touchesSwitch && !touchesStart) {
            return change;
        }
        if (!actor.may(Scope.WORKSPACE_SECURITY)) {
            throw ActorOfRequest.missing(Scope.WORKSPACE_SECURITY, actor);
        }
        var complete = new HashMap<String, @Nullable Object>(change);
        if (Boolean.TRUE.equals(change.get(WorkspaceSettings.REQUIRE_SECOND_FACTOR))) {
            factors.requireOne(actor.userId());
            if (change.get(WorkspaceSettings.SECOND_FACTOR_FROM) == null) {
                complete.put(
                        WorkspaceSettings.SECOND_FACTOR_FROM,
                        clock.instant().plus(USUAL_GRACE).toString());
            }
        } else if (touchesSwitch) {
            complete.put(WorkspaceSettings.SECOND_FACTOR_FROM, null);
        }
        if (complete.get(WorkspaceSettings.SECOND_FACTOR_FROM) instanceof String from) {
            requireSoon(from);
        }
        return complete;
    }

    /** Tells all members by mail, in the transaction that switched the rule on. */
    void announce(Actor actor, Instant from) {
        members()
                .filter(user -> !user.id().equals(actor.userId()))
                .forEach(user -> tell(user, actor.workspaceId(), from, "second_factor_demanded"));
    }

    /**
     * Reminds those members of the bound workspace who have no second factor yet, once for each
     * beginning of the rule.
     */
    @Transactional
    public void remind() {
        var from = settings.current().secondFactorFrom();
        if (from == null) {
            return;
        }
        members()
                .filter(user -> user.isActive() && !factors.has(user.id()))
                .forEach(user -> tell(user, CurrentWorkspace.id(), from, "second_factor_soon"));
    }

    private Stream<User> members() {
        return jdbc
                .sql(
                        """
                        select user_id from app.workspace_memberships
                         where status = 'active' and not is_client
                        """)
                .query(UUID.class)
                .list()
                .stream()
                .map(users::get);
    }

    private void tell(User member, UUID workspaceId, Instant from, String notice) {
        events.publishEvent(
                new NewMail(
                        "security_notice",
                        NewMail.Category.TRANSACTIONAL,
                        member.id(),
                        member.email(),
                        member.fullName(),
                        member.locale(),
                        Map.of("notice", notice, "from_at", from.toString()),
                        Map.of(),
                        "%s:%s:%s:%s".formatted(notice, workspaceId, member.id(), from)));
    }

    private void requireSoon(String from) {
        var now = clock.instant();
        try {
            if (!Instant.parse(from).isAfter(now.plus(LONGEST_GRACE))) {
                return;
            }
        } catch (DateTimeException _) {
            // said below
        }
        var field = "settings." + WorkspaceSettings.SECOND_FACTOR_FROM;
        var message = "must be a time within the next %d days".formatted(LONGEST_GRACE.toDays());
        throw new ProblemException(
                        GeneralProblem.VALIDATION_FAILED,
                        "The field '%s' %s.".formatted(field, message))
                .with(
                        "errors",
                        List.of(Map.of("field", field, "code", "invalid", "message", message)));
    }
}
