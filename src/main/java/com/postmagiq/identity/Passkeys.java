package com.postmagiq.identity;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keys of a device or a password manager that sign in by a signature. A person has at most ten. */
@Service
class Passkeys {
    private static final int MOST_PER_PERSON = 10;

    /** What the owner sees of one. */
    @Schema(name = "Passkey")
    record Entry(
            UUID id,
            String name,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            boolean backedUp) {}

    /**
     * Somebody's passkey, shown and checked.
     *
     * @param userVerified the device knew its owner by a finger, a face or a number
     */
    record Shown(UUID userId, boolean userVerified) {}

    private record Stored(UUID id, UUID userId, PasskeyCeremony.Kept kept) {}

    private final JdbcClient jdbc;
    private final PasskeyCeremony ceremony;
    private final SignInAttempts attempts;
    private final SignInMethods methods;
    private final SecondFactors factors;
    private final SecurityNotices notices;
    private final Clock clock;

    Passkeys(
            JdbcClient jdbc,
            PasskeyCeremony ceremony,
            SignInAttempts attempts,
            SignInMethods methods,
            SecondFactors factors,
            SecurityNotices notices,
            Clock clock) {
        this.jdbc = jdbc;
        this.ceremony = ceremony;
        this.attempts = attempts;
        this.methods = methods;
        this.factors = factors;
        this.notices = notices;
        this.clock = clock;
    }

    /** Oldest first; at most ten, so the list has no pages. */
    List<Entry> of(UUID userId) {
        return jdbc.sql(
                        """
                        select id, name, created_at, last_used_at, backed_up from core.passkeys
                         where user_id = :user order by id
                        """)
                .param("user", userId)
                .query((row, _) -> entry(row))
                .list();
    }

    /** Begins to make one; what is returned names this attempt and is its challenge. */
    String beginRegistration(UUID userId) {
        return attempts.begin(SignInAttempts.Kind.PASSKEY_REGISTER, userId, "");
    }

    /** Begins to show one, by whom is not known yet. */
    String beginLogin() {
        return attempts.begin(SignInAttempts.Kind.PASSKEY_LOGIN, null, "");
    }

    /**
     * Keeps one that the person's browser has just made.
     *
     * @throws ProblemException {@code auth.passkey_rejected}, {@code auth.passkey_limit}
     */
    @Transactional
    public Entry register(
            UUID userId, String challenge, String name, Map<String, Object> credential) {
        var made =
                attempts.use(SignInAttempts.Kind.PASSKEY_REGISTER, challenge)
                        .filter(attempt -> userId.equals(attempt.userId()))
                        .flatMap(_ -> ceremony.made(challenge, credential))
                        .orElseThrow(Passkeys::rejected);
        factors.lock(userId);
        if (methods.of(userId).passkeys() >= MOST_PER_PERSON) {
            throw new ProblemException(
                    IdentityProblem.PASSKEY_LIMIT,
                    "You have %d passkeys, which is the most; remove one you no longer use."
                            .formatted(MOST_PER_PERSON));
        }
        var id = Ids.next();
        var stored =
                jdbc.sql(
                                """
                                insert into core.passkeys (id, user_id, credential_id, public_key, sign_count, transports,
                                    backup_eligible, backed_up, name, created_at)
                                values (:id, :user, :credential, :key, :count, :transports, :eligible, :backed, :name, :now)
                                on conflict (credential_id) do nothing
                                """)
                        .param("id", id)
                        .param("user", userId)
                        .param("credential", made.credentialId())
                        .param("key", made.kept().key())
                        .param("count", made.kept().signCount())
                        .param("transports", made.transports().toArray(String[]::new))
                        .param("eligible", made.kept().backupEligible())
                        .param("backed", made.kept().backedUp())
                        .param("name", name.strip())
                        .param("now", Time.of(clock.instant()))
                        .update();
        if (stored == 0) {
            throw rejected();
        }
        notices.changed("auth.passkey_added", userId, "passkey", id);
        return get(userId, id);
    }

    /** Names one anew. */
    @Transactional
    public Entry rename(UUID userId, UUID id, String name) {
        jdbc.sql("update core.passkeys set name = :name where id = :id and user_id = :user")
                .param("name", name.strip())
                .param("id", id)
                .param("user", userId)
                .update();
        return get(userId, id);
    }

    /**
     * Forgets one.
     *
     * @throws ProblemException {@code not_found}, {@code auth.last_sign_in_method}, {@code
     *     auth.second_factor_demanded}
     */
    @Transactional
    public void remove(UUID userId, UUID id) {
        factors.lock(userId);
        var removed =
                jdbc.sql("delete from core.passkeys where id = :id and user_id = :user")
                        .param("id", id)
                        .param("user", userId)
                        .update();
        if (removed == 0) {
            throw unknown();
        }
        methods.requireAny(userId);
        factors.afterRemoval(userId);
        notices.changed("auth.passkey_removed", userId, "passkey", id);
    }

    /** Checks what was shown for a challenge of {@link #beginLogin}, which is spent by it. */
    Optional<Shown> login(String challenge, Map<String, Object> credential) {
        return attempts.use(SignInAttempts.Kind.PASSKEY_LOGIN, challenge)
                .flatMap(_ -> verify(challenge, credential));
    }

    /** Checks what was shown for a challenge that the caller keeps. */
    Optional<Shown> verify(String challenge, Map<String, Object> credential) {
        var stored = ceremony.credentialId(credential).flatMap(this::byCredential).orElse(null);
        if (stored == null) {
            return Optional.empty();
        }
        return ceremony.shown(challenge, stored.kept(), credential)
                .filter(
                        shown ->
                                shown.userHandle() == null
                                        || shown.userHandle().equals(stored.userId()))
                .map(
                        shown -> {
                            used(stored.id(), shown);
                            return new Shown(stored.userId(), shown.userVerified());
                        });
    }

    static ProblemException invalid() {
        return new ProblemException(
                IdentityProblem.PASSKEY_INVALID,
                "This passkey was not accepted here; begin again, or sign in another way.");
    }

    private static ProblemException rejected() {
        return new ProblemException(
                IdentityProblem.PASSKEY_REJECTED,
                "The passkey was not made for this page and this moment, or exists already; begin again.");
    }

    private static ProblemException unknown() {
        return new ProblemException(GeneralProblem.NOT_FOUND, "You have no passkey with this id.");
    }

    private void used(UUID id, PasskeyCeremony.Shown shown) {
        jdbc.sql(
                        """
                        update core.passkeys
                           set sign_count = greatest(sign_count, :count), backed_up = :backed, last_used_at = :now
                         where id = :id
                        """)
                .param("count", shown.signCount())
                .param("backed", shown.backedUp())
                .param("now", Time.of(clock.instant()))
                .param("id", id)
                .update();
    }

    private Entry get(UUID userId, UUID id) {
        return of(userId).stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(Passkeys::unknown);
    }

    private Optional<Stored> byCredential(byte[] credentialId) {
        return jdbc.sql(
                        """
                        select id, user_id, public_key, sign_count, backup_eligible, backed_up from core.passkeys
                         where credential_id = :credential
                        """)
                .param("credential", credentialId)
                .query((row, _) -> stored(row))
                .optional();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                row.getObject("user_id", UUID.class),
                new PasskeyCeremony.Kept(
                        row.getBytes("public_key"),
                        row.getLong("sign_count"),
                        row.getBoolean("backup_eligible"),
                        row.getBoolean("backed_up")));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Time.read(row, "created_at"),
                Time.readNullable(row, "last_used_at"),
                row.getBoolean("backed_up"));
    }
}
