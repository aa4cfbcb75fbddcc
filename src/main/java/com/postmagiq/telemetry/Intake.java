package com.postmagiq.telemetry;

import com.fasterxml.jackson.annotation.JsonValue;
import com.postmagiq.identity.DerivedKeys;
import com.postmagiq.identity.PrivacyChoices;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.privacy.Consents;
import com.postmagiq.telemetry.ActionList.Action;
import com.postmagiq.telemetry.ActionList.Category;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Workspaces;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Takes what clients report, as far as the person and the workspace allow it. */
@Service
class Intake {
    private static final Duration OLDEST = Duration.ofDays(7);
    private static final int LARGEST_PAYLOAD = 4096;
    private static final String SESSIONS = "telemetry-sessions";

    private static final String INSERT =
            """
            insert into app.telemetry_events (workspace_id, id, occurred_at, received_at, user_id, session_hash,
                event_category, event_action, entity_id, payload, app_version, is_anonymized)
            values (:workspace, :id, :occurred, :now, cast(:user as uuid), :session, :category, :action,
                cast(:entity as uuid), cast(:payload as jsonb), :version, :anonymous)
            """;

    /** Why an event was not kept. */
    enum Reason {
        NO_CONSENT,
        WORKSPACE_DISABLED,
        UNKNOWN_ACTION,
        TOO_OLD,
        TOO_LARGE;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a client reports.
     *
     * @param occurredAt by the client's clock; later than now counts as now
     */
    record Reported(
            String action,
            Instant occurredAt,
            @Nullable UUID entityId,
            Map<String, Object> payload) {}

    /** An event that was not kept, by its place in the batch. */
    @Schema(name = "DroppedEvent")
    record Dropped(int index, Reason reason) {}

    /** What became of a batch. */
    @Schema(name = "TelemetryReceipt")
    record Receipt(int accepted, List<Dropped> dropped) {}

    /** What person and workspace allow right now. */
    private record Allowed(boolean workspace, boolean analytics, boolean feedback) {}

    private final JdbcClient jdbc;
    private final ActionList actions;
    private final Workspaces workspaces;
    private final Consents consents;
    private final PrivacyChoices choices;
    private final DerivedKeys keys;
    private final JsonMapper json;
    private final Clock clock;
    private final String version;

    Intake(
            JdbcClient jdbc,
            ActionList actions,
            Workspaces workspaces,
            Consents consents,
            PrivacyChoices choices,
            DerivedKeys keys,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.actions = actions;
        this.workspaces = workspaces;
        this.consents = consents;
        this.choices = choices;
        this.keys = keys;
        this.json = json;
        this.clock = clock;
        this.version =
                Objects.requireNonNullElse(
                        Intake.class.getPackage().getImplementationVersion(), "development");
    }

    /**
     * Keeps a batch.
     *
     * @param refused whether the browser says that nothing is to be followed
     */
    @Transactional
    public Receipt take(Actor actor, List<Reported> batch, boolean refused) {
        var allowed =
                new Allowed(
                        workspaces.allowsTelemetry(),
                        !refused && consents.allows(actor.userId(), Consents.Key.ANALYTICS),
                        !refused
                                && consents.allows(
                                        actor.userId(), Consents.Key.FEEDBACK_COLLECTION));
        var named = choices.of(actor.userId()).activityLoggingEnabled();
        var dropped = new ArrayList<Dropped>();
        for (var i = 0; i < batch.size(); i++) {
            var event = batch.get(i);
            var action = actions.named(event.action()).orElse(null);
            var reason = reason(event, action, allowed);
            if (reason != null || action == null) {
                dropped.add(
                        new Dropped(i, Objects.requireNonNullElse(reason, Reason.UNKNOWN_ACTION)));
            } else {
                insert(actor, event, action, named);
            }
        }
        return new Receipt(batch.size() - dropped.size(), dropped);
    }

    private @Nullable Reason reason(Reported event, @Nullable Action action, Allowed allowed) {
        if (action == null) {
            return Reason.UNKNOWN_ACTION;
        }
        if (action.category() != Category.OPERATIONAL) {
            if (!allowed.workspace()) {
                return Reason.WORKSPACE_DISABLED;
            }
            var consent =
                    action.category() == Category.FEEDBACK
                            ? allowed.feedback()
                            : allowed.analytics();
            if (!consent) {
                return Reason.NO_CONSENT;
            }
        }
        if (event.occurredAt().isBefore(clock.instant().minus(OLDEST))) {
            return Reason.TOO_OLD;
        }
        var size = json.writeValueAsString(event.payload()).getBytes(StandardCharsets.UTF_8).length;
        return size > LARGEST_PAYLOAD ? Reason.TOO_LARGE : null;
    }

    private void insert(Actor actor, Reported event, Action action, boolean named) {
        var now = clock.instant();
        var occurred = event.occurredAt().isAfter(now) ? now : event.occurredAt();
        jdbc.sql(INSERT)
                .param("workspace", CurrentWorkspace.id())
                .param("id", Ids.next())
                .param("occurred", occurred.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("user", named ? actor.userId() : null)
                .param("session", named ? session(actor, occurred) : null)
                .param("category", action.category().code())
                .param("action", action.name())
                .param("entity", event.entityId())
                .param("payload", json.writeValueAsString(action.kept(event.payload())))
                .param("version", version)
                .param("anonymous", !named)
                .update();
    }

    private byte[] session(Actor actor, Instant at) {
        var day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return DerivedKeys.sign(
                keys.of(SESSIONS).getFirst(), "%s/%s".formatted(day, actor.sessionId()));
    }
}
