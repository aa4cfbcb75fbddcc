package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.SystemDb;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Somebody leaving for good: every workspace goes to a successor, ends, or goes on without them.
 */
@Service
public class Departures {
    private static final String OWNED =
            """
            select w.id, w.name, m.id as membership_id, u.full_name
              from app.workspaces w
              left join app.workspace_memberships m
                on m.workspace_id = w.id and m.status = 'active' and m.user_id <> :user and not m.is_client
              left join core.users u on u.id = m.user_id
             where w.owner_id = :user and w.status = 'active'
             order by lower(w.name), w.id, lower(u.full_name), m.id
            """;

    private static final String NEXT_OWNER =
            """
            select owner_id from app.workspaces
             where account_id = :account and status = 'active' and owner_id <> :user
             order by created_at, id limit 1
            """;

    /** Somebody who could own a workspace next. */
    @Schema(name = "SuccessorCandidate")
    public record Candidate(UUID membershipId, String fullName) {}

    /**
     * A workspace somebody owns.
     *
     * @param members its other members; empty when the owner is alone
     */
    @Schema(name = "OwnedWorkspace")
    public record Owned(UUID workspaceId, String name, List<Candidate> members) {}

    private record Row(
            UUID id, String name, @Nullable UUID membershipId, @Nullable String fullName) {}

    private final SystemDb system;
    private final Memberships memberships;
    private final Workspaces workspaces;
    private final Ownership ownership;
    private final WorkspaceEnd end;
    private final Members members;
    private final AccountAccess access;
    private final Accounts accounts;

    Departures(
            SystemDb system,
            Memberships memberships,
            Workspaces workspaces,
            Ownership ownership,
            WorkspaceEnd end,
            Members members,
            AccountAccess access,
            Accounts accounts) {
        this.system = system;
        this.memberships = memberships;
        this.workspaces = workspaces;
        this.ownership = ownership;
        this.end = end;
        this.members = members;
        this.access = access;
        this.accounts = accounts;
    }

    /** The workspaces somebody owns, by name. */
    public List<Owned> owned(UUID userId) {
        List<Row> rows =
                system.call(
                        SystemDb.Reason.OWN_WORKSPACES,
                        jdbc -> jdbc.sql(OWNED).param("user", userId).query(Row.class).list());
        var found = new LinkedHashMap<UUID, Owned>();
        for (var row : rows) {
            var owned =
                    found.computeIfAbsent(
                            row.id(), id -> new Owned(id, row.name(), new ArrayList<>()));
            if (row.membershipId() != null && row.fullName() != null) {
                owned.members().add(new Candidate(row.membershipId(), row.fullName()));
            }
        }
        return List.copyOf(found.values());
    }

    /**
     * Leaves every workspace. Each is left in a transaction of its own, the transfers first, since
     * only they can be refused; whoever is refused has lost nothing that a second try would need.
     *
     * @param successors a membership for each owned workspace that goes on; an owned one without is
     *     deleted
     * @throws ProblemException {@code workspace.transfer_target}, {@code workspace.owner_changed}
     */
    public void leaveAll(UUID userId, UUID sessionId, String fullName, Map<UUID, UUID> successors) {
        var owned = owned(userId);
        for (var each : owned) {
            var successor = successors.get(each.workspaceId());
            if (successor != null) {
                inside(
                        userId,
                        each.workspaceId(),
                        sessionId,
                        fullName,
                        actor -> ownership.transfer(actor, successor));
            }
        }
        for (var each : owned) {
            if (!successors.containsKey(each.workspaceId())) {
                inside(
                        userId,
                        each.workspaceId(),
                        sessionId,
                        fullName,
                        actor -> end.delete(actor, each.name()));
            }
        }
        for (var each : memberships.of(userId)) {
            inside(userId, each.workspaceId(), sessionId, fullName, members::leave);
        }
        access.of(userId).stream()
                .filter(AccountAccess.Held::isOwner)
                .forEach(account -> handOver(userId, account.id()));
    }

    /** Whoever pays for workspaces that go on must be one of their owners. */
    private void handOver(UUID userId, UUID accountId) {
        var next =
                system.call(
                        SystemDb.Reason.OWN_ACCOUNTS,
                        jdbc ->
                                jdbc.sql(NEXT_OWNER)
                                        .param("account", accountId)
                                        .param("user", userId)
                                        .query(UUID.class)
                                        .optional());
        next.ifPresent(owner -> accounts.transfer(userId, accountId, owner));
    }

    private interface Deed {
        void by(Actor actor);
    }

    private void inside(UUID userId, UUID workspaceId, UUID sessionId, String fullName, Deed deed) {
        workspaces
                .actor(userId, workspaceId, sessionId, fullName)
                .ifPresent(
                        actor ->
                                workspaces.inside(
                                        actor,
                                        () -> {
                                            deed.by(actor);
                                            return true;
                                        }));
    }
}
