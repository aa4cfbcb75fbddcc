package com.postmagiq.workspace;

import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives somebody a workspace of their own: an account that pays, the workspace, the ownership. */
@Component
class FirstWorkspace {
    private static final int SLUG_TRIES = 5;
    private static final int LONGEST_NAME = 120;

    /** Somebody and the workspace they own. */
    record Home(User user, UUID workspaceId, String slug) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Users users;
    private final Clock clock;

    FirstWorkspace(JdbcClient jdbc, TransactionTemplate transaction, Users users, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.users = users;
        this.clock = clock;
    }

    /**
     * Makes a workspace together with whatever belongs into the same transaction. Its id and its
     * account's are chosen and bound first, because the database is told both as the transaction
     * begins.
     *
     * @param owner finds or makes the person, inside the transaction
     * @param name of the workspace; null or blank names it after its owner
     * @param then what else has to happen, or nothing of it
     */
    <T> T create(OwnerSource owner, @Nullable String name, Function<Home, T> then) {
        var accountId = Ids.next();
        var workspaceId = Ids.next();
        return CurrentAccount.call(
                accountId,
                () ->
                        CurrentWorkspace.call(
                                workspaceId,
                                () ->
                                        transaction.execute(
                                                _ -> {
                                                    var user = owner.get();
                                                    var slug =
                                                            insert(
                                                                    accountId,
                                                                    workspaceId,
                                                                    user,
                                                                    name(name, user.fullName()));
                                                    return then.apply(
                                                            new Home(
                                                                    users.get(user.id()),
                                                                    workspaceId,
                                                                    slug));
                                                })));
    }

    /** Where the owner comes from. */
    interface OwnerSource {
        User get();
    }

    private String insert(UUID accountId, UUID workspaceId, User owner, String name) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql(
                        """
                        insert into app.accounts (id, name, owner_id, created_at, updated_at)
                        values (:id, :name, :owner, :now, :now)
                        """)
                .param("id", accountId)
                .param("name", name)
                .param("owner", owner.id())
                .param("now", now)
                .update();
        var slug = Slug.from(name);
        insertWorkspace(accountId, workspaceId, owner, name, slug, now);
        var taken = takeSlug(slug, workspaceId, now);
        jdbc.sql(
                        """
                        insert into app.workspace_memberships (workspace_id, id, user_id, email, role, status, accepted_at,
                            created_at, updated_at)
                        values (:workspace, :id, :user, :email, 'owner', 'active', :now, :now, :now)
                        """)
                .param("workspace", workspaceId)
                .param("id", Ids.next())
                .param("user", owner.id())
                .param("email", owner.email())
                .param("now", now)
                .update();
        users.setDefaultWorkspace(owner.id(), workspaceId);
        return taken;
    }

    private void insertWorkspace(
            UUID accountId,
            UUID workspaceId,
            User owner,
            String name,
            Slug slug,
            OffsetDateTime now) {
        jdbc.sql(
                        """
                        insert into app.workspaces (id, account_id, name, slug, owner_id, time_zone, created_at, updated_at)
                        values (:id, :account, :name, :slug, :owner, :zone, :now, :now)
                        """)
                .param("id", workspaceId)
                .param("account", accountId)
                .param("name", name)
                .param("slug", slug.text())
                .param("owner", owner.id())
                .param("zone", owner.timeZone())
                .param("now", now)
                .update();
    }

    /**
     * The look-up row decides who has a slug; the loser of a race takes one with random letters.
     */
    private String takeSlug(Slug wish, UUID workspaceId, OffsetDateTime now) {
        var slug = wish;
        for (var i = 0; i < SLUG_TRIES; i++) {
            var taken =
                    jdbc.sql(
                                    """
                                    insert into core.tenant_lookups (kind, lookup_hash, workspace_id, created_at)
                                    values ('slug', :hash, :workspace, :now)
                                    on conflict do nothing
                                    """)
                            .param("hash", slug.digest())
                            .param("workspace", workspaceId)
                            .param("now", now)
                            .update();
            if (taken == 1) {
                jdbc.sql("update app.workspaces set slug = :slug where slug <> :slug")
                        .param("slug", slug.text())
                        .update();
                return slug.text();
            }
            slug = wish.withSuffix();
        }
        throw new IllegalStateException("No free address found for workspace " + workspaceId);
    }

    private static String name(@Nullable String wish, String owner) {
        var name = wish == null || wish.isBlank() ? owner + "'s workspace" : wish.strip();
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME).strip();
    }
}
