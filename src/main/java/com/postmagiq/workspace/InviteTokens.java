package com.postmagiq.workspace;

import com.postmagiq.identity.OpaqueSecret;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The secrets of invitations, kept as digests that lead to the workspace and the invitation. A link
 * that has ended keeps its digest for a while, so that its reader is told what became of it.
 */
@Repository
class InviteTokens {
    /** Where a link leads. */
    record Target(UUID workspaceId, UUID membershipId) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    InviteTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes a link's secret for an invitation of the bound workspace; told once, here. */
    String next(UUID membershipId) {
        var token = OpaqueSecret.next();
        jdbc.sql(
                        """
                        insert into core.tenant_lookups (kind, lookup_hash, workspace_id, target_id, created_at)
                        values ('invite', :hash, :workspace, :target, :now)
                        """)
                .param("hash", Sha256.of(token))
                .param("workspace", CurrentWorkspace.id())
                .param("target", membershipId)
                .param("now", Rows.at(clock.instant()))
                .update();
        return token;
    }

    /** Makes every link of an invitation useless; they are unknown from then on. */
    void forget(UUID membershipId) {
        jdbc.sql(
                        """
                        delete from core.tenant_lookups where kind = 'invite' and target_id = :target
                        """)
                .param("target", membershipId)
                .update();
    }

    Optional<Target> find(String token) {
        return jdbc.sql(
                        """
                        select workspace_id, target_id from core.tenant_lookups
                         where kind = 'invite' and lookup_hash = :hash
                        """)
                .param("hash", Sha256.of(token))
                .query(
                        (row, _) ->
                                new Target(
                                        row.getObject("workspace_id", UUID.class),
                                        row.getObject("target_id", UUID.class)))
                .optional();
    }
}
