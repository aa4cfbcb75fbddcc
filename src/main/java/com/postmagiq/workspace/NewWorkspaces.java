package com.postmagiq.workspace;

import com.postmagiq.identity.User;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Rows of a new workspace and of a new account: both bound already, in one transaction. */
@Component
class NewWorkspaces {
    private static final int LONGEST_NAME = 120;

    /**
     * What a workspace is to be like.
     *
     * @param name null or blank names it after its owner
     * @param slug null makes one from the name
     * @param timeZone null takes the owner's
     * @param language null for English
     * @param seed null for nothing
     */
    record Wish(
            @Nullable String name,
            @Nullable Slug slug,
            @Nullable String description,
            @Nullable String timeZone,
            @Nullable Language language,
            @Nullable SeedTemplate seed) {
        static Wish named(@Nullable String name) {
            return new Wish(name, null, null, null, null, null);
        }
    }

    private final JdbcClient jdbc;
    private final Slugs slugs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    NewWorkspaces(JdbcClient jdbc, Slugs slugs, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.slugs = slugs;
        this.events = events;
        this.clock = clock;
    }

    /** Makes the bound account, owned and paid for by somebody. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void insertAccount(User owner, @Nullable String name) {
        var now = Rows.at(clock.instant());
        var id = Objects.requireNonNull(CurrentAccount.idOrNull());
        jdbc.sql(
                        """
                        insert into app.accounts (id, name, owner_id, created_at, updated_at)
                        values (:id, :name, :owner, :now, :now)
                        """)
                .param("id", id)
                .param("name", nameFor(name, owner))
                .param("owner", owner.id())
                .param("now", now)
                .update();
        jdbc.sql(
                        """
                        insert into app.account_memberships (account_id, id, user_id, role, created_at)
                        values (:account, :id, :user, 'owner', :now)
                        """)
                .param("account", id)
                .param("id", Ids.next())
                .param("user", owner.id())
                .param("now", now)
                .update();
    }

    /** Makes the bound workspace in the bound account; its address. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Slug insert(User owner, Wish wish) {
        var now = Rows.at(clock.instant());
        var name = nameFor(wish.name(), owner);
        var wanted = wish.slug() == null ? Slug.from(name) : wish.slug();
        jdbc.sql(
                        """
                        insert into app.workspaces (id, account_id, name, slug, description, owner_id, time_zone, language,
                            created_at, updated_at)
                        values (:id, :account, :name, :slug, :description, :owner, :zone, :language, :now, :now)
                        """)
                .param("id", CurrentWorkspace.id())
                .param("account", CurrentAccount.idOrNull())
                .param("name", name)
                .param("slug", wanted.text())
                .param("description", wish.description())
                .param("owner", owner.id())
                .param("zone", wish.timeZone() == null ? owner.timeZone() : wish.timeZone())
                .param(
                        "language",
                        Objects.requireNonNullElse(wish.language(), Language.ENGLISH).code())
                .param("now", now)
                .update();
        var slug = wanted;
        if (wish.slug() == null) {
            slug = slugs.takeLike(wanted);
            jdbc.sql("update app.workspaces set slug = :slug where slug <> :slug")
                    .param("slug", slug.text())
                    .update();
        } else {
            slugs.require(wanted);
        }
        jdbc.sql(
                        """
                        insert into app.workspace_memberships (workspace_id, id, user_id, email, role, status, accepted_at,
                            created_at, updated_at)
                        values (:workspace, :id, :user, :email, 'owner', 'active', :now, :now, :now)
                        """)
                .param("workspace", CurrentWorkspace.id())
                .param("id", Ids.next())
                .param("user", owner.id())
                .param("email", owner.email())
                .param("now", now)
                .update();
        events.publishEvent(
                new WorkspaceCreated(
                        owner.id(), Objects.requireNonNullElse(wish.seed(), SeedTemplate.EMPTY)));
        events.publishEvent(
                Audited.done("workspace.created", owner.id(), "workspace", CurrentWorkspace.id()));
        return slug;
    }

    private static String nameFor(@Nullable String wish, User owner) {
        var name =
                wish == null || wish.isBlank() ? owner.fullName() + "'s workspace" : wish.strip();
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME).strip();
    }
}
