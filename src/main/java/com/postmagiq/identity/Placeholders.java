package com.postmagiq.identity;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
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

    private static String shown(String name) {
        var shown = name.isBlank() ? "Somebody" : name.strip();
        return shown.substring(0, Math.min(shown.length(), LONGEST_NAME));
    }
}
