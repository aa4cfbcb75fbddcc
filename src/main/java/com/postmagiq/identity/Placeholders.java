package com.postmagiq.identity;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * People who are only named: they did something in a workspace that came in from elsewhere. They
 * have no address that reaches anybody, cannot sign in, and go with their workspace.
 */
@Service
public class Placeholders {
    private static final int LONGEST_NAME = 255;

    /** Somebody who is only named. */
    @Schema(name = "Placeholder")
    public record Placeholder(UUID id, String fullName) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Placeholders(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Names people in the bound workspace, in the caller's transaction; nothing happens to those
     * who are named already.
     *
     * @param names by the ids they are to have; a blank one becomes "Somebody"
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void name(Map<UUID, String> names) {
        // An address of RFC 2606 that no mail ever reaches.
        jdbc.sql(
                        """
                        insert into core.users (id, email, email_display, full_name, is_active, placeholder_of, created_at,
                            updated_at)
                        select id, 'placeholder-' || id || '@postmagiq.invalid', '', name, false, :workspace, :now, :now
                          from unnest(cast(:ids as uuid[]), cast(:names as text[])) as named (id, name)
                        on conflict (id) do nothing
                        """)
                .param("workspace", CurrentWorkspace.id())
                .param("now", Time.of(clock.instant()))
                .param("ids", names.keySet().toArray(UUID[]::new))
                .param(
                        "names",
                        names.values().stream().map(Placeholders::shown).toArray(String[]::new))
                .update();
    }

    /**
     * Those of the bound workspace who were not given to a member yet, in the order of their ids.
     *
     * @param after the id to begin behind; null for the beginning
     */
    @Transactional(readOnly = true)
    public List<Placeholder> list(@Nullable UUID after, int limit) {
        return jdbc.sql(
                        """
                        select id, full_name from core.users
                         where placeholder_of = :workspace and placeholder_given_at is null
                           and (cast(:after as uuid) is null or id > :after)
                         order by id
                         limit :limit
                        """)
                .param("workspace", CurrentWorkspace.id())
                .param("after", after)
                .param("limit", limit)
                .query(
                        (row, _) ->
                                new Placeholder(
                                        row.getObject("id", UUID.class),
                                        row.getString("full_name")))
                .list();
    }

    /**
     * Keeps others from giving somebody away until the caller's transaction ends. False when nobody
     * is only named so in the bound workspace, or was given before.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean lock(UUID id) {
        return jdbc.sql(
                        """
                        select id from core.users
                         where id = :id and placeholder_of = :workspace and placeholder_given_at is null
                           for no key update
                        """)
                .param("id", id)
                .param("workspace", CurrentWorkspace.id())
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** Notes in the caller's transaction that what stands under a name is somebody's now. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void given(UUID id) {
        jdbc.sql(
                        """
                        update core.users set placeholder_given_at = :now, updated_at = :now
                         where id = :id and placeholder_of = :workspace and placeholder_given_at is null
                        """)
                .param("now", Time.of(clock.instant()))
                .param("id", id)
                .param("workspace", CurrentWorkspace.id())
                .update();
    }

    private static String shown(String name) {
        var shown = name.isBlank() ? "Somebody" : name.strip();
        return shown.substring(0, Math.min(shown.length(), LONGEST_NAME));
    }
}
