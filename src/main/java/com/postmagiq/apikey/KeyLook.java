package com.postmagiq.apikey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.postmagiq.identity.KeyCheck;
import com.postmagiq.identity.Program;
import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * From the key in a request to the program that sends it. Asked on every request and remembered for
 * less than a second, so that taking a key back acts at once here and within a second on every
 * other node. Unknown keys are not remembered: they would push out known ones.
 */
@Component
class KeyLook implements KeyCheck {
    /** Notices of changed keys: the key's id. */
    private static final String TOPIC = "api_key_changed";

    private static final Duration REMEMBERED = Duration.ofMillis(900);
    private static final int REMEMBERED_KEYS = 20_000;

    private static final String FIND =
            """
            select workspace_id, target_id from core.tenant_lookups where kind = 'api_key' and lookup_hash = :hash
            """;

    private static final String READ =
            """
            select id, workspace_id, name, created_by_id, creator_removed, scopes, rate_limit_per_minute,
                   expires_at, disabled_at, revoked_at
              from app.api_keys
             where id = ?
            """;

    private record Target(UUID workspaceId, UUID keyId) {}

    private record Found(
            Program program,
            boolean makerActive,
            Instant expires,
            boolean disabled,
            boolean revoked) {}

    private final JdbcClient jdbc;
    private final TenantDb db;
    private final Users users;
    private final KeyUse use;
    private final LiveEvents live;
    private final Clock clock;
    private final Cache<String, Found> remembered =
            Caffeine.newBuilder().maximumSize(REMEMBERED_KEYS).expireAfterWrite(REMEMBERED).build();

    KeyLook(JdbcClient jdbc, TenantDb db, Users users, KeyUse use, LiveEvents live, Clock clock) {
        this.jdbc = jdbc;
        this.db = db;
        this.users = users;
        this.use = use;
        this.live = live;
        this.clock = clock;
        live.listen(TOPIC, this::forget);
    }

    @Override
    public Program look(String key, String address) {
        if (!KeyText.isSound(key)) {
            throw invalid();
        }
        var found =
                remembered.get(
                        HexFormat.of().formatHex(Sha256.of(key)), _ -> find(key).orElse(null));
        if (found == null) {
            throw invalid();
        }
        var refusal = refusal(found);
        if (refusal != null) {
            throw refusal;
        }
        use.note(found.program().workspaceId(), found.program().keyId(), address);
        return found.program();
    }

    @Override
    public Optional<Program> stillGood(UUID workspaceId, UUID keyId) {
        return read(new Target(workspaceId, keyId))
                .filter(found -> refusal(found) == null)
                .map(Found::program);
    }

    @Override
    public LiveEvents.Listening whenChanged(UUID keyId, Runnable changed) {
        return live.listen(
                TOPIC,
                notice -> {
                    if (notice.isEmpty() || notice.equals(keyId.toString())) {
                        changed.run();
                    }
                });
    }

    /** Says inside the transaction that changes a key that it has; nodes forget it at commit. */
    void changed(UUID keyId) {
        live.tell(TOPIC, keyId.toString());
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        forget(keyId.toString());
                    }
                });
    }

    private @Nullable ProblemException refusal(Found found) {
        if (found.revoked()) {
            return new ProblemException(
                    ApiKeyProblem.REVOKED,
                    "This API key was taken back; take another one, or make one in the settings of the workspace.");
        }
        if (found.disabled()) {
            return new ProblemException(
                    ApiKeyProblem.REVOKED,
                    "This API key was switched off when its workspace was deleted; somebody has to switch it on again in the settings.");
        }
        if (!clock.instant().isBefore(found.expires())) {
            return new ProblemException(
                    ApiKeyProblem.EXPIRED,
                    "This API key ended on %s; make a new one in the settings of the workspace."
                            .formatted(found.expires()));
        }
        // Who has left is not asked: the workspace decides what becomes of their keys.
        return found.makerActive() || found.program().makerRemoved() ? null : Program.inactive();
    }

    private Optional<Found> find(String key) {
        return jdbc.sql(FIND)
                .param("hash", Sha256.of(key))
                .query(
                        (row, _) ->
                                new Target(
                                        row.getObject("workspace_id", UUID.class),
                                        row.getObject("target_id", UUID.class)))
                .optional()
                .flatMap(this::read);
    }

    private Optional<Found> read(Target target) {
        return CurrentWorkspace.call(
                target.workspaceId(), () -> db.first(READ, (row, _) -> found(row), target.keyId()));
    }

    private Found found(ResultSet row) throws SQLException {
        var maker = users.byId(row.getObject("created_by_id", UUID.class));
        return new Found(
                new Program(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getObject("workspace_id", UUID.class),
                        row.getObject("created_by_id", UUID.class),
                        maker.map(User::fullName).orElse(row.getString("name")),
                        row.getBoolean("creator_removed"),
                        List.of((String[]) row.getArray("scopes").getArray()),
                        row.getObject("rate_limit_per_minute", Integer.class)),
                maker.filter(User::isActive).isPresent(),
                Objects.requireNonNull(row.getObject("expires_at", OffsetDateTime.class))
                        .toInstant(),
                row.getObject("disabled_at") != null,
                row.getObject("revoked_at") != null);
    }

    private void forget(String keyId) {
        remembered
                .asMap()
                .values()
                .removeIf(
                        found ->
                                keyId.isEmpty()
                                        || found.program().keyId().toString().equals(keyId));
    }

    private static ProblemException invalid() {
        return new ProblemException(
                ApiKeyProblem.INVALID,
                "This is no API key of this installation; it may be mistyped or cut off.");
    }
}
