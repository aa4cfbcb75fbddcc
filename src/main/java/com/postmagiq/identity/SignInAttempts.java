package com.postmagiq.identity;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.crypto.StoredSecrets;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Steps of signing in that wait for the next one. Each is known by a token that its sender was
 * given, lives for minutes, and is used once.
 */
@Component
class SignInAttempts {
    private static final int MOST_TRIES = 5;

    /** What is waited for. */
    enum Kind {
        SECOND_FACTOR(Duration.ofMinutes(5)),
        PASSKEY_LOGIN(Duration.ofMinutes(5)),
        PASSKEY_REGISTER(Duration.ofMinutes(5)),
        OIDC_STATE(Duration.ofMinutes(10)),
        OIDC_CODE(Duration.ofMinutes(1)),
        REGISTRATION(Duration.ofHours(24));

        private final Duration life;

        Kind(Duration life) {
            this.life = life;
        }

        Duration life() {
            return life;
        }

        private String stored() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One that waits.
     *
     * @param userId whose it is; null while nobody knows
     */
    record Attempt(UUID id, @Nullable UUID userId, String payload) {}

    private final JdbcClient jdbc;
    private final StoredSecrets secrets;
    private final Clock clock;

    SignInAttempts(JdbcClient jdbc, StoredSecrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Begins a step.
     *
     * @param payload kept encrypted until the step is taken
     * @return the token to hand out
     */
    String begin(Kind kind, @Nullable UUID userId, String payload) {
        var id = Ids.next();
        var token = OpaqueSecret.next();
        jdbc.sql(
                        """
                        insert into core.sign_in_attempts (id, kind, token_hash, user_id, payload_enc, expires_at)
                        values (:id, :kind, :hash, :user, :payload, :expires)
                        """)
                .param("id", id)
                .param("kind", kind.stored())
                .param("hash", Sha256.of(token))
                .param("user", userId)
                .param("payload", secrets.seal(place(id), payload.getBytes(StandardCharsets.UTF_8)))
                .param("expires", Time.of(clock.instant().plus(kind.life())))
                .update();
        return token;
    }

    /**
     * Counts one try at a step; a try that fails stays counted, whatever becomes of the request.
     *
     * @throws ProblemException {@code auth.link_invalid} when it is unknown, over, or tried too
     *     often
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Attempt tryOnce(Kind kind, String token) {
        return change(kind, token, "tries = tries + 1", "tries < " + MOST_TRIES)
                .orElseThrow(SignInAttempts::over);
    }

    /** Looks at a step without taking it; empty when it is unknown or over. */
    Optional<Attempt> look(Kind kind, String token) {
        return jdbc.sql(
                        """
                        select id, user_id, payload_enc from core.sign_in_attempts
                         where kind = :kind and token_hash = :hash and used_at is null and expires_at > :now
                        """)
                .param("kind", kind.stored())
                .param("hash", Sha256.of(token))
                .param("now", Time.of(clock.instant()))
                .query(this::attempt)
                .optional();
    }

    /**
     * Takes a step of which there is only one try; it stays taken, whatever becomes of the request.
     * Empty when it is unknown or over.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Optional<Attempt> use(Kind kind, String token) {
        return change(kind, token, "used_at = :now", "true");
    }

    /** Ends one that succeeded; false when somebody else was faster. */
    boolean finish(Attempt attempt) {
        return jdbc.sql(
                                """
                                update core.sign_in_attempts set used_at = :now where id = :id and used_at is null
                                """)
                        .param("now", Time.of(clock.instant()))
                        .param("id", attempt.id())
                        .update()
                == 1;
    }

    static ProblemException over() {
        return new ProblemException(
                IdentityProblem.LINK_INVALID,
                "This step of signing in is over or was never begun; start again.");
    }

    private Optional<Attempt> change(Kind kind, String token, String change, String condition) {
        return jdbc.sql(
                        """
                        update core.sign_in_attempts set %s
                         where kind = :kind and token_hash = :hash and used_at is null and expires_at > :now and %s
                        returning id, user_id, payload_enc
                        """
                                .formatted(change, condition))
                .param("kind", kind.stored())
                .param("hash", Sha256.of(token))
                .param("now", Time.of(clock.instant()))
                .query(this::attempt)
                .optional();
    }

    private Attempt attempt(ResultSet row, int number) throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new Attempt(
                id,
                row.getObject("user_id", UUID.class),
                new String(
                        secrets.open(place(id), row.getBytes("payload_enc")),
                        StandardCharsets.UTF_8));
    }

    private static StoredSecrets.Place place(UUID id) {
        return new StoredSecrets.Place("sign_in_attempts", "payload_enc", id);
    }
}
