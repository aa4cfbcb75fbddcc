package com.postmagiq.identity;

import com.postmagiq.kernel.crypto.StoredSecrets;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Apps that show a new code every 30 seconds; a person has at most one in force. */
@Component
class Authenticators {
    private static final String ISSUER = "Postmagiq";

    /** One nobody confirmed is as good as none after this. */
    private static final Duration LIFE_UNCONFIRMED = Duration.ofMinutes(15);

    /**
     * What an app has to be told.
     *
     * @param secret base32, for typing by hand
     * @param otpauthUri the same for the picture that an app scans
     */
    @Schema(name = "TotpEnrolment")
    record Enrolment(UUID id, String secret, String otpauthUri) {}

    /** One that is in force. */
    @Schema(name = "Totp")
    record Entry(UUID id, String label, Instant confirmedAt, @Nullable Instant lastUsedAt) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(UUID id, byte[] secret, Instant created) {}

    private final JdbcClient jdbc;
    private final StoredSecrets secrets;
    private final Clock clock;

    Authenticators(JdbcClient jdbc, StoredSecrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    List<Entry> of(UUID userId) {
        return jdbc.sql(
                        """
                        select id, label, confirmed_at, last_used_at from core.second_factors
                         where user_id = :user and confirmed_at is not null
                        """)
                .param("user", userId)
                .query(
                        (row, _) ->
                                new Entry(
                                        row.getObject("id", UUID.class),
                                        row.getString("label"),
                                        Time.read(row, "confirmed_at"),
                                        Time.readNullable(row, "last_used_at")))
                .list();
    }

    /** Makes one that waits for its first code, in place of any that still waits. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Enrolment begin(User user, String label) {
        jdbc.sql("delete from core.second_factors where user_id = :user and confirmed_at is null")
                .param("user", user.id())
                .update();
        var id = Ids.next();
        var secret = Totp.newSecret();
        jdbc.sql(
                        """
                        insert into core.second_factors (id, user_id, kind, label, secret_enc, created_at)
                        values (:id, :user, 'totp', :label, :secret, :now)
                        """)
                .param("id", id)
                .param("user", user.id())
                .param("label", label)
                .param("secret", secrets.seal(place(id), secret))
                .param("now", Time.of(clock.instant()))
                .update();
        var text = Base32Text.of(secret);
        return new Enrolment(id, text, uri(user.email(), text));
    }

    /**
     * Puts one in force.
     *
     * @throws ProblemException {@code not_found} when none waits under this id any more; {@code
     *     auth.second_factor_invalid}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void confirm(UUID userId, UUID id, String code) {
        var now = clock.instant();
        var waiting =
                find("user_id = :user and id = :id and confirmed_at is null", userId, id)
                        .filter(stored -> now.isBefore(stored.created().plus(LIFE_UNCONFIRMED)))
                        .orElseThrow(Authenticators::unknown);
        var step = Totp.match(waiting.secret(), code, now).orElseThrow(SecondFactors::invalid);
        jdbc.sql(
                        """
                        update core.second_factors set confirmed_at = :now, last_step = :step, last_used_at = :now
                         where id = :id
                        """)
                .param("now", Time.of(now))
                .param("step", step)
                .param("id", id)
                .update();
    }

    /** Whether this is a code of now that was not used before; of two at once, one succeeds. */
    boolean accept(UUID userId, String code) {
        var now = clock.instant();
        var inForce =
                find("user_id = :user and confirmed_at is not null", userId, null).orElse(null);
        if (inForce == null) {
            return false;
        }
        var step = Totp.match(inForce.secret(), code, now);
        return step.isPresent()
                && jdbc.sql(
                                        """
                                        update core.second_factors set last_step = :step, last_used_at = :now
                                         where id = :id and last_step < :step
                                        """)
                                .param("step", step.getAsLong())
                                .param("now", Time.of(now))
                                .param("id", inForce.id())
                                .update()
                        == 1;
    }

    /** Takes one out of force; false when the person has none with this id. */
    boolean remove(UUID userId, UUID id) {
        return jdbc.sql(
                                """
                                delete from core.second_factors
                                 where user_id = :user and id = :id and confirmed_at is not null
                                """)
                        .param("user", userId)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Forgets all of a person. */
    void forget(UUID userId) {
        jdbc.sql("delete from core.second_factors where user_id = :user")
                .param("user", userId)
                .update();
    }

    static ProblemException unknown() {
        return new ProblemException(
                GeneralProblem.NOT_FOUND,
                "You have no authenticator with this id, or it waited for its first code longer than %d minutes; begin again."
                        .formatted(LIFE_UNCONFIRMED.toMinutes()));
    }

    private Optional<Stored> find(String condition, UUID userId, @Nullable UUID id) {
        return jdbc.sql(
                        "select id, secret_enc, created_at from core.second_factors where "
                                + condition)
                .param("user", userId)
                .param("id", id)
                .query((row, _) -> stored(row))
                .optional();
    }

    private Stored stored(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new Stored(
                id,
                secrets.open(place(id), row.getBytes("secret_enc")),
                Time.read(row, "created_at"));
    }

    /** As authenticator apps agreed on it: otpauth://totp/Issuer:account?secret=…&issuer=… */
    private static String uri(String account, String secret) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30"
                .formatted(ISSUER, encoded(account), secret, ISSUER);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static StoredSecrets.Place place(UUID id) {
        return new StoredSecrets.Place("second_factors", "secret_enc", id);
    }
}
