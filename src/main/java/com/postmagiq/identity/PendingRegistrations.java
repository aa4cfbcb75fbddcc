package com.postmagiq.identity;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.limits.RateBuckets;
import com.postmagiq.kernel.mail.NewMail;
import com.postmagiq.kernel.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registering where nobody shall learn who has an account: every address gets the same answer and
 * one mail. A free one gets a link that finishes the registration, until when there is no person;
 * the owner of a taken one is told that somebody wanted it.
 */
@Service
public class PendingRegistrations {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAILS_AN_HOUR = 3;

    /**
     * A registration until its link is followed; kept encrypted.
     *
     * @param email as it was typed
     * @param workspaceName null for the usual one
     */
    record Waiting(
            String email,
            String fullName,
            @Nullable String passwordHash,
            String locale,
            String timeZone,
            @Nullable String workspaceName) {
        @Override
        public String toString() {
            return "Waiting";
        }
    }

    /** A registration whose link was followed. */
    public static final class Confirmed {
        private final Users.Prepared person;
        private final @Nullable String workspaceName;
        private final SignInAttempts.Attempt attempt;

        private Confirmed(
                Users.Prepared person,
                @Nullable String workspaceName,
                SignInAttempts.Attempt attempt) {
            this.person = person;
            this.workspaceName = workspaceName;
            this.attempt = attempt;
        }

        public Users.Prepared person() {
            return person;
        }

        /** Null for the usual one. */
        public @Nullable String workspaceName() {
            return workspaceName;
        }
    }

    private final boolean inForce;
    private final Users users;
    private final SignInAttempts attempts;
    private final AccountMails mails;
    private final RateBuckets buckets;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PendingRegistrations(
            IdentitySettings settings,
            Users users,
            SignInAttempts attempts,
            AccountMails mails,
            RateBuckets buckets,
            ApplicationEventPublisher events,
            Clock clock) {
        this.inForce = settings.hideExistingAccounts();
        this.users = users;
        this.attempts = attempts;
        this.mails = mails;
        this.buckets = buckets;
        this.events = events;
        this.clock = clock;
    }

    /** Whether registrations without an invitation go this way here. */
    public boolean isInForce() {
        return inForce;
    }

    /**
     * Keeps a registration until its link is followed. The same is done for a free and for a taken
     * address; more than three an hour for one are dropped without a word.
     *
     * @param workspaceName null for the usual one
     */
    @Transactional
    public void begin(Users.Prepared person, @Nullable String workspaceName) {
        var key = "register:" + HexFormat.of().formatHex(Sha256.of(person.email())) + ":h";
        var turn =
                buckets.take(
                        List.of(new RateBuckets.Bucket(key, MAILS_AN_HOUR, Duration.ofHours(1))));
        if (turn.isOver()) {
            return;
        }
        var waiting = person.waiting(workspaceName);
        var kind = SignInAttempts.Kind.REGISTRATION;
        var token = attempts.begin(kind, null, JSON.writeValueAsString(waiting));
        users.byEmail(person.email())
                .ifPresentOrElse(
                        owner -> mails.notice(owner, "address_wanted"),
                        () -> send(waiting, person.email(), token));
    }

    private void send(Waiting waiting, String address, String token) {
        var expires = clock.instant().plus(SignInAttempts.Kind.REGISTRATION.life());
        events.publishEvent(
                new NewMail(
                        "finish_registration",
                        NewMail.Category.TRANSACTIONAL,
                        null,
                        address,
                        waiting.fullName(),
                        waiting.locale(),
                        Map.of("expires_at", expires.toString()),
                        Map.of("token", token),
                        null));
    }

    /**
     * What waits behind a link; the link stays usable.
     *
     * @throws ProblemException {@code auth.link_invalid}
     */
    public Confirmed look(String token) {
        var attempt =
                attempts.look(SignInAttempts.Kind.REGISTRATION, token)
                        .orElseThrow(SignInAttempts::over);
        var waiting = JSON.readValue(attempt.payload(), Waiting.class);
        return new Confirmed(Users.Prepared.confirmed(waiting), waiting.workspaceName(), attempt);
    }

    /**
     * Uses the link up, in the caller's transaction.
     *
     * @throws ProblemException {@code auth.link_invalid} when somebody was faster
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void use(Confirmed registration) {
        if (!attempts.finish(registration.attempt)) {
            throw SignInAttempts.over();
        }
    }
}
