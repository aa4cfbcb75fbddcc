package com.postmagiq.workspace;

import com.postmagiq.identity.Caller;
import com.postmagiq.identity.IssuedTokens;
import com.postmagiq.identity.NewUser;
import com.postmagiq.identity.SignIn;
import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Lets somebody in: person, account, workspace and first login session, all of it or none. */
@Service
public class Registration {
    /** Signs that cannot be mistaken for each other. */
    private static final String SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int GENERATED_LENGTH = 20;

    /** A new person's tokens and workspaces. */
    record Registered(IssuedTokens tokens, List<MembershipView> workspaces) {}

    /**
     * A workspace that is there now, with its owner.
     *
     * @param generatedPassword shown once; null when the person existed already
     */
    public record EnsuredOwner(
            UUID userId, UUID workspaceId, String slug, @Nullable String generatedPassword) {
        @Override
        public String toString() {
            return "EnsuredOwner[userId=" + userId + ", workspaceId=" + workspaceId + "]";
        }
    }

    private final Users users;
    private final SignIn signIn;
    private final FirstWorkspace firstWorkspace;
    private final Memberships memberships;
    private final SecureRandom random = new SecureRandom();

    Registration(
            Users users, SignIn signIn, FirstWorkspace firstWorkspace, Memberships memberships) {
        this.users = users;
        this.signIn = signIn;
        this.firstWorkspace = firstWorkspace;
        this.memberships = memberships;
    }

    /** Registers somebody who filled in the form. */
    Registered register(NewUser wish, @Nullable String workspaceName, Caller caller) {
        users.requireOpenRegistration();
        var person = users.prepare(wish);
        var tokens =
                firstWorkspace.create(
                        () -> users.register(person),
                        workspaceName,
                        home -> signIn.open(home.user().id(), caller));
        return new Registered(tokens, memberships.of(tokens.user().id()));
    }

    /**
     * Makes sure that a person and a workspace of theirs exist; for the command line and the demo,
     * also while registration is closed. Running it again finds what the first run made.
     *
     * @param email the person's address
     * @param fullName of the person, if they have to be made
     * @param workspaceName of the workspace, if it has to be made
     */
    public EnsuredOwner ensureOwner(String email, String fullName, String workspaceName) {
        var known = users.byEmail(email).orElse(null);
        return known == null ? made(email, fullName, workspaceName) : found(known, workspaceName);
    }

    private EnsuredOwner made(String email, String fullName, String workspaceName) {
        var password = generated();
        var person =
                users.prepare(new NewUser(email, password, fullName, null, null, workspaceName));
        return firstWorkspace.create(
                () -> users.register(person),
                workspaceName,
                home ->
                        new EnsuredOwner(
                                home.user().id(), home.workspaceId(), home.slug(), password));
    }

    private EnsuredOwner found(User user, String workspaceName) {
        var owned =
                memberships.of(user.id()).stream()
                        .filter(membership -> membership.role().equals(Role.OWNER.code()))
                        .toList();
        if (owned.isEmpty()) {
            return firstWorkspace.create(
                    () -> user,
                    workspaceName,
                    home -> new EnsuredOwner(user.id(), home.workspaceId(), home.slug(), null));
        }
        var home =
                owned.stream()
                        .filter(own -> Objects.equals(own.workspaceId(), user.defaultWorkspaceId()))
                        .findFirst()
                        .orElse(owned.getFirst());
        return new EnsuredOwner(user.id(), home.workspaceId(), home.slug(), null);
    }

    private String generated() {
        var text = new StringBuilder();
        for (var i = 0; i < GENERATED_LENGTH; i++) {
            text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return text.toString();
    }
}
