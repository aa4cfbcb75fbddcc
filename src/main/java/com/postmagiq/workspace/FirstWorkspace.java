package com.postmagiq.workspace;

import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives somebody a workspace of their own: an account that pays, the workspace, the ownership. */
@Component
class FirstWorkspace {
    /** Somebody and the workspace they own. */
    record Home(User user, UUID workspaceId, String slug) {}

    private final TransactionTemplate transaction;
    private final NewWorkspaces rows;
    private final Users users;

    FirstWorkspace(TransactionTemplate transaction, NewWorkspaces rows, Users users) {
        this.transaction = transaction;
        this.rows = rows;
        this.users = users;
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
    <T> T create(Supplier<User> owner, @Nullable String name, Function<Home, T> then) {
        return create(owner, NewWorkspaces.Wish.named(name), then);
    }

    /** The same for a workspace of which more than the name is known. */
    <T> T create(Supplier<User> owner, NewWorkspaces.Wish wish, Function<Home, T> then) {
        var workspaceId = Ids.next();
        return CurrentAccount.call(
                Ids.next(),
                () ->
                        CurrentWorkspace.call(
                                workspaceId,
                                () ->
                                        transaction.execute(
                                                _ ->
                                                        then.apply(
                                                                made(
                                                                        owner.get(),
                                                                        workspaceId,
                                                                        wish)))));
    }

    private Home made(User owner, UUID workspaceId, NewWorkspaces.Wish wish) {
        rows.insertAccount(owner, wish.name());
        var slug = rows.insert(owner, wish);
        if (owner.defaultWorkspaceId() == null) {
            users.setDefaultWorkspace(owner.id(), workspaceId);
        }
        return new Home(users.get(owner.id()), workspaceId, slug.text());
    }
}
