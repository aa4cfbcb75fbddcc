package com.postmagiq.apikey;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.limits.RateLimitSettings;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes, changes, replaces and takes back the keys of the bound workspace. */
@Service
class ApiKeys {
    private static final int MOST = 25;
    private static final String RESOURCE = "api_key";

    private static final String INSERT =
            """
            insert into app.api_keys (workspace_id, id, name, description, prefix, last_four, scopes,
                rate_limit_per_minute, created_by_id, rotated_from_id, created_at, expires_at)
            values (:workspace, :id, :name, :description, :prefix, :last, :scopes, :limit, :by, :from, :now, :expires)
            """;

    private static final String INSERT_SECRET =
            """
            insert into core.tenant_lookups (kind, lookup_hash, workspace_id, target_id, created_at)
            values ('api_key', :hash, :workspace, :id, :now)
            """;

    private static final String UPDATE =
            """
            update app.api_keys
               set name = :name, description = :description, scopes = :scopes, rate_limit_per_minute = :limit,
                   disabled_at = case when :enabled then null else disabled_at end
             where id = :id
            """;

    private static final String REVOKE =
            """
            update app.api_keys set revoked_at = :now, revoked_by_id = :by, revoke_reason = :reason
             where id = :id and revoked_at is null
            """;

    private static final String ACTIVE =
            "select count(*) from app.api_keys where revoked_at is null and expires_at > :now";

    /**
     * A key as somebody wishes it.
     *
     * @param perMinute its own limit of requests; null for that of all keys only
     */
    record Wish(
            String name,
            @Nullable String description,
            List<String> scopes,
            Duration life,
            @Nullable Integer perMinute) {}

    /**
     * What is to change; null parts stay.
     *
     * @param description an empty one is taken away
     * @param perMinute 0 takes the own limit away
     * @param enabled true switches on what was switched off with its workspace
     */
    record Change(
            @Nullable String name,
            @Nullable String description,
            @Nullable List<String> scopes,
            @Nullable Integer perMinute,
            @Nullable Boolean enabled) {}

    /**
     * @param key told here and never again
     */
    record Made(UUID id, String key) {
        /** Never the key: records end up in messages of failures. */
        @Override
        public String toString() {
            return "Made[id=%s]".formatted(id);
        }
    }

    private final JdbcClient jdbc;
    private final ApiKeyList list;
    private final KeyLook look;
    private final RateLimitSettings limits;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ApiKeys(
            JdbcClient jdbc,
            ApiKeyList list,
            KeyLook look,
            RateLimitSettings limits,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.list = list;
        this.look = look;
        this.limits = limits;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @throws ProblemException {@code scope_unknown}, {@code scope_not_grantable}, {@code
     *     validation_failed}, {@code api_key.limit}
     */
    @Transactional
    public Made create(Actor actor, Wish wish) {
        var scopes = KeyScopes.granted(actor, wish.scopes());
        requirePossible(wish.perMinute());
        requireRoom();
        var made = insert(actor, wish, scopes, null);
        audit(actor, "api_key.created", made.id(), Map.of("scopes", changed(null, scopes)));
        return made;
    }

    /**
     * @throws ProblemException {@code api_key.not_found}, {@code api_key.not_active} and those of
     *     {@link #create}
     */
    @Transactional
    public void change(Actor actor, UUID id, Change change) {
        var old = lock(id);
        var switchedOn = Boolean.TRUE.equals(change.enabled());
        if (!old.status().equals("active") && !(switchedOn && old.status().equals("disabled"))) {
            throw notActive(old);
        }
        requirePossible(change.perMinute());
        var name = change.name() == null ? old.name() : change.name().strip();
        var description =
                change.description() == null ? old.description() : textOf(change.description());
        var scopes =
                change.scopes() == null ? old.scopes() : KeyScopes.granted(actor, change.scopes());
        var limit =
                change.perMinute() == null ? old.rateLimitPerMinute() : limitOf(change.perMinute());
        jdbc.sql(UPDATE)
                .param("name", name)
                .param("description", description)
                .param("scopes", scopes.toArray(String[]::new))
                .param("limit", limit)
                .param("enabled", switchedOn)
                .param("id", id)
                .update();
        look.changed(id);
        var changes = new LinkedHashMap<String, Audited.Change>();
        note(changes, "name", old.name(), name);
        note(changes, "description", old.description(), description);
        note(changes, "scopes", old.scopes(), scopes);
        note(changes, "rate_limit_per_minute", old.rateLimitPerMinute(), limit);
        note(changes, "status", old.status(), "active");
        audit(actor, "api_key.updated", id, changes);
    }

    /**
     * Makes a key that takes the place of another, with the same rights and as long a life; the old
     * one works for a while longer, so that programs can change over.
     *
     * @throws ProblemException {@code api_key.not_found}, {@code api_key.not_active}, {@code
     *     scope_not_grantable}
     */
    @Transactional
    public Made rotate(Actor actor, UUID id, Duration grace) {
        var old = lock(id);
        if (!old.status().equals("active") || old.replaced()) {
            throw notActive(old);
        }
        var scopes = KeyScopes.granted(actor, old.scopes());
        var wish =
                new Wish(
                        old.name(),
                        old.description(),
                        scopes,
                        Duration.between(old.createdAt(), old.expiresAt()),
                        old.rateLimitPerMinute());
        var made = insert(actor, wish, scopes, id);
        var end = clock.instant().plus(grace);
        jdbc.sql("update app.api_keys set expires_at = least(expires_at, :end) where id = :id")
                .param("end", at(end))
                .param("id", id)
                .update();
        look.changed(id);
        audit(actor, "api_key.created", made.id(), Map.of("replaces", changed(null, id)));
        audit(
                actor,
                "api_key.updated",
                id,
                Map.of("expires_at", changed(old.expiresAt().toString(), end.toString())));
        return made;
    }

    /**
     * Takes a key back at once; one that was taken back already stays as it is.
     *
     * @throws ProblemException {@code api_key.not_found}
     */
    @Transactional
    public void revoke(Actor actor, UUID id, @Nullable String reason) {
        var revoked =
                jdbc.sql(REVOKE)
                        .param("now", at(clock.instant()))
                        .param("by", actor.userId())
                        .param("reason", reason == null ? null : textOf(reason))
                        .param("id", id)
                        .update();
        if (revoked == 0) {
            list.get(id);
            return;
        }
        look.changed(id);
        audit(actor, "api_key.revoked", id, Map.of());
    }

    private Made insert(Actor actor, Wish wish, List<String> scopes, @Nullable UUID from) {
        var id = Ids.next();
        var key = KeyText.next();
        var now = clock.instant();
        jdbc.sql(INSERT)
                .param("workspace", CurrentWorkspace.id())
                .param("id", id)
                .param("name", wish.name().strip())
                .param(
                        "description",
                        wish.description() == null ? null : textOf(wish.description()))
                .param("prefix", KeyText.prefix(key))
                .param("last", KeyText.lastFour(key))
                .param("scopes", scopes.toArray(String[]::new))
                .param("limit", wish.perMinute())
                .param("by", actor.userId())
                .param("from", from)
                .param("now", at(now))
                .param("expires", at(now.plus(wish.life())))
                .update();
        jdbc.sql(INSERT_SECRET)
                .param("hash", Sha256.of(key))
                .param("workspace", CurrentWorkspace.id())
                .param("id", id)
                .param("now", at(now))
                .update();
        return new Made(id, key);
    }

    private ApiKeyView lock(UUID id) {
        // whoever changes the same key at this moment waits
        jdbc.sql("select id from app.api_keys where id = :id for update")
                .param("id", id)
                .query(_ -> {});
        return list.get(id);
    }

    /** Others who make keys at this moment wait, so that the count holds. */
    private void requireRoom() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:what, 0))")
                .param("what", "api keys of " + CurrentWorkspace.id())
                .query(_ -> {});
        var active =
                jdbc.sql(ACTIVE).param("now", at(clock.instant())).query(Integer.class).single();
        if (active >= MOST) {
            throw new ProblemException(
                    ApiKeyProblem.LIMIT,
                    "A workspace may have %d API keys that work; take one back first."
                            .formatted(MOST));
        }
    }

    private void requirePossible(@Nullable Integer perMinute) {
        if (perMinute != null && perMinute > limits.keysPerMinute()) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED,
                    "rate_limit_per_minute",
                    "cannot be more than %d, which all keys have together"
                            .formatted(limits.keysPerMinute()));
        }
    }

    private static ProblemException notActive(ApiKeyView key) {
        return new ProblemException(
                        ApiKeyProblem.NOT_ACTIVE,
                        key.replaced()
                                ? "This key was replaced already; rotate the one that took its place."
                                : "This key is %s and cannot be changed; make a new one."
                                        .formatted(key.status()))
                .with("status", key.status());
    }

    private static @Nullable String textOf(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static @Nullable Integer limitOf(int perMinute) {
        return perMinute == 0 ? null : Integer.valueOf(perMinute);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static void note(
            Map<String, Audited.Change> changes,
            String field,
            @Nullable Object old,
            @Nullable Object now) {
        if (!Objects.equals(old, now)) {
            changes.put(field, changed(old, now));
        }
    }

    private static Audited.Change changed(@Nullable Object old, @Nullable Object now) {
        return new Audited.Change(old, now);
    }

    private void audit(Actor actor, String action, UUID id, Map<String, Audited.Change> changes) {
        events.publishEvent(
                new Audited(
                        action, actor.userId(), RESOURCE, id, changes, Audited.Outcome.SUCCESS));
    }
}
