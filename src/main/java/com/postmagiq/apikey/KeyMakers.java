package com.postmagiq.apikey;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.workspace.MemberRemoved;
import com.postmagiq.workspace.Role;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.WorkspaceDeleted;
import com.postmagiq.workspace.Workspaces;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What becomes of keys when whoever made them leaves, or their workspace ends, in the transaction
 * of that. Programs of a team must not stop because somebody left it, so keys go on with what their
 * maker had last, and the owner is told.
 */
@Component
class KeyMakers {
    private static final String KEYS_OF =
            """
            select id, scopes from app.api_keys
             where created_by_id = :maker and revoked_at is null and expires_at > :now
             order by id for update
            """;

    private static final String LEAVE =
            "update app.api_keys set creator_removed = true, scopes = :scopes where id = :id";

    private static final String END =
            """
            update app.api_keys
               set creator_removed = true, revoked_at = :now, revoked_by_id = :by,
                   revoke_reason = 'Whoever made it left, and had no right it was for.'
             where id = :id
            """;

    private static final String DISABLE =
            """
            update app.api_keys set disabled_at = :now
             where revoked_at is null and disabled_at is null
            returning id
            """;

    private record Kept(UUID id, List<String> scopes) {}

    private final JdbcClient jdbc;
    private final Workspaces workspaces;
    private final KeyLook look;
    private final KeyMails mails;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    KeyMakers(
            JdbcClient jdbc,
            Workspaces workspaces,
            KeyLook look,
            KeyMails mails,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.workspaces = workspaces;
        this.look = look;
        this.mails = mails;
        this.events = events;
        this.clock = clock;
    }

    @EventListener
    void on(MemberRemoved event) {
        var keys =
                jdbc.sql(KEYS_OF)
                        .param("maker", event.userId())
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .query(
                                (row, _) ->
                                        new Kept(
                                                row.getObject("id", UUID.class),
                                                List.of(
                                                        (String[])
                                                                row.getArray("scopes").getArray())))
                        .list();
        if (keys.isEmpty()) {
            return;
        }
        var left = workspaces.leftToKeysOf(event.userId());
        keys.forEach(key -> leave(key, left, event.by()));
        workspaces.peopleWith(Role.OWNER).forEach(owner -> mails.makerLeft(owner, event.userId()));
    }

    private void leave(Kept key, Set<Scope> left, UUID by) {
        var codes = KeyScopes.codes(left);
        var scopes = key.scopes().stream().filter(codes::contains).toList();
        if (scopes.isEmpty()) {
            jdbc.sql(END)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("by", by)
                    .param("id", key.id())
                    .update();
            events.publishEvent(Audited.done("api_key.revoked", by, "api_key", key.id()));
        } else {
            jdbc.sql(LEAVE)
                    .param("scopes", scopes.toArray(String[]::new))
                    .param("id", key.id())
                    .update();
            events.publishEvent(
                    new Audited(
                            "api_key.updated",
                            by,
                            "api_key",
                            key.id(),
                            Map.of("creator_removed", new Audited.Change(false, true)),
                            Audited.Outcome.SUCCESS));
        }
        look.changed(key.id());
    }

    /** Brought back, a workspace has its keys switched off until somebody wants each again. */
    @EventListener
    void on(WorkspaceDeleted event) {
        jdbc.sql(DISABLE)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list()
                .forEach(look::changed);
    }
}
