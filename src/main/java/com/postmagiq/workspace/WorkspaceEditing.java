package com.postmagiq.workspace;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
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

/** The bound workspace: what it is called, where it is found, what its people chose. */
@Service
class WorkspaceEditing {
    private static final String READ =
            """
            select id, account_id, name, slug, former_slugs, description, time_zone, language,
                   logo_asset_id, telemetry_enabled, owner_id
              from app.workspaces where status = 'active'
            """;

    private static final String WRITE =
            """
            update app.workspaces
               set name = :name, slug = :slug, former_slugs = :former, description = :description, time_zone = :zone,
                   language = :language, telemetry_enabled = :telemetry,
                   settings = coalesce(cast(:settings as jsonb), settings), updated_at = :now
            """;

    /**
     * What to change; null leaves as it is.
     *
     * @param noDescription takes the description away
     * @param settings values by key; a null value goes back to the default
     */
    record Wish(
            @Nullable String name,
            @Nullable String slug,
            @Nullable String description,
            boolean noDescription,
            @Nullable String timeZone,
            @Nullable String language,
            @Nullable Boolean telemetryEnabled,
            @Nullable Map<String, @Nullable Object> settings) {}

    private record Stored(
            UUID id,
            UUID accountId,
            String name,
            String slug,
            List<String> formerSlugs,
            @Nullable String description,
            String timeZone,
            String language,
            @Nullable UUID logoId,
            boolean telemetryEnabled,
            UUID ownerId) {}

    private final JdbcClient jdbc;
    private final Slugs slugs;
    private final StoredSettings settings;
    private final SecondFactorRule secondFactorRule;
    private final Memberships memberships;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WorkspaceEditing(
            JdbcClient jdbc,
            Slugs slugs,
            StoredSettings settings,
            SecondFactorRule secondFactorRule,
            Memberships memberships,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.slugs = slugs;
        this.settings = settings;
        this.secondFactorRule = secondFactorRule;
        this.memberships = memberships;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public WorkspaceView view(Actor actor) {
        var stored = read("");
        return new WorkspaceView(
                stored.id(),
                stored.accountId(),
                stored.name(),
                stored.slug(),
                stored.formerSlugs(),
                stored.description(),
                stored.timeZone(),
                stored.language(),
                stored.logoId(),
                stored.telemetryEnabled(),
                settings.current(),
                stored.ownerId(),
                actor.membershipId(),
                actor.role().code(),
                Memberships.codes(actor.scopes()));
    }

    /**
     * @throws ProblemException {@code workspace.slug_taken}, {@code workspace.slug_invalid}, {@code
     *     workspace.slug_limit}, {@code unknown_field}, {@code validation_failed}
     */
    @Transactional
    public void change(Actor actor, Wish wish) {
        var old = read(" for update");
        var changes = new LinkedHashMap<String, Audited.Change>();
        var name = wish.name() == null ? old.name() : wish.name().strip();
        var description =
                wish.noDescription()
                        ? null
                        : wish.description() == null ? old.description() : wish.description();
        var zone = wish.timeZone() == null ? old.timeZone() : zone(wish.timeZone());
        var slug = wish.slug() == null ? old.slug() : Slug.require(wish.slug()).text();
        var former = old.formerSlugs();
        if (!slug.equals(old.slug())) {
            former = slugs.rename(new Slug(old.slug()), new Slug(slug), former);
            changes.put("slug", new Audited.Change(old.slug(), slug));
        }
        if (!zone.equals(old.timeZone())) {
            changes.put("time_zone", new Audited.Change(old.timeZone(), zone));
        }
        var language =
                wish.language() == null ? old.language() : Language.require(wish.language()).code();
        if (!language.equals(old.language())) {
            changes.put("language", new Audited.Change(old.language(), language));
            events.publishEvent(new LanguageChanged());
        }
        var telemetry = Objects.requireNonNullElse(wish.telemetryEnabled(), old.telemetryEnabled());
        if (telemetry != old.telemetryEnabled()) {
            changes.put("telemetry_enabled", new Audited.Change(old.telemetryEnabled(), telemetry));
        }
        if (!name.equals(old.name())) {
            changes.put("name", changed(name));
        }
        if (description != null && !description.equals(old.description())) {
            changes.put("description", changed(description));
        }
        var chosen =
                wish.settings() == null
                        ? null
                        : settings.changed(secondFactorRule.completed(actor, wish.settings()));
        if (chosen != null) {
            chosen.keys()
                    .forEach(key -> changes.put(key, new Audited.Change(null, chosen.value(key))));
        }
        jdbc.sql(WRITE)
                .param("name", name)
                .param("slug", slug)
                .param("former", former.toArray(String[]::new))
                .param("description", description)
                .param("zone", zone)
                .param("language", language)
                .param("telemetry", telemetry)
                .param("settings", chosen == null ? null : chosen.stored())
                .param("now", Rows.at(clock.instant()))
                .update();
        if (chosen != null) {
            memberships.changed();
            var now = settings.current();
            if (now.secondFactorFrom() != null
                    && chosen.keys().contains(WorkspaceSettings.REQUIRE_SECOND_FACTOR)) {
                secondFactorRule.announce(actor, now.secondFactorFrom());
            }
        }
        events.publishEvent(
                new Audited(
                        "workspace.settings_changed",
                        actor.userId(),
                        "workspace",
                        CurrentWorkspace.id(),
                        changes,
                        Audited.Outcome.SUCCESS));
    }

    private Stored read(String lock) {
        return jdbc.sql(READ + lock)
                .query((row, _) -> stored(row))
                .optional()
                .orElseThrow(Workspaces::notFound);
    }

    /** The log holds no names: that one changed is enough. */
    private static Audited.Change changed(String text) {
        return new Audited.Change(null, Map.of("changed", true, "length", text.length()));
    }

    static String zone(String name) {
        try {
            return ZoneId.of(name).getId();
        } catch (DateTimeException _) {
            throw new ProblemException(
                            GeneralProblem.VALIDATION_FAILED,
                            "The field 'time_zone' is not a time zone such as Europe/Zurich.")
                    .with(
                            "errors",
                            List.of(
                                    Map.of(
                                            "field", "time_zone",
                                            "code", "invalid",
                                            "message",
                                                    "is not a time zone such as Europe/Zurich")));
        }
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("name"),
                row.getString("slug"),
                List.of((String[]) row.getArray("former_slugs").getArray()),
                row.getString("description"),
                row.getString("time_zone"),
                row.getString("language"),
                row.getObject("logo_asset_id", UUID.class),
                row.getBoolean("telemetry_enabled"),
                row.getObject("owner_id", UUID.class));
    }
}
