package com.postmagiq.workspace;

import com.postmagiq.identity.Caller;
import com.postmagiq.identity.IssuedTokens;
import com.postmagiq.identity.NewUser;
import com.postmagiq.identity.Newcomers;
import com.postmagiq.identity.PendingRegistrations;
import com.postmagiq.identity.Proof;
import com.postmagiq.identity.SignIn;
import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.audit.Audited;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Lets somebody in: person, account, workspace and first login session, all of it or none. */
@Service
public class Registration implements Newcomers {
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
    private final Invitations invitations;
    private final Memberships memberships;
    private final PendingRegistrations pending;
    private final ApplicationEventPublisher events;
    private final SecureRandom random = new SecureRandom();

    Registration(
            Users users,
            SignIn signIn,
            FirstWorkspace firstWorkspace,
            Invitations invitations,
            Memberships memberships,
            PendingRegistrations pending,
            ApplicationEventPublisher events) {
        this.users = users;
        this.signIn = signIn;
        this.firstWorkspace = firstWorkspace;
        this.invitations = invitations;
        this.memberships = memberships;
        this.pending = pending;
        this.events = events;
    }

    /**
     * Registers somebody who filled in the form.
     *
     * @param inviteToken of an invitation to join; null gives them a workspace of their own
     */
    Registered register(
            NewUser wish,
            @Nullable String workspaceName,
            @Nullable String inviteToken,
            Caller caller) {
        users.requireOpenRegistration(inviteToken != null);
        var person = users.prepare(wish);
        var tokens =
                register(person, workspaceName, inviteToken, caller, Set.of(Proof.PWD), _ -> {});
        return new Registered(tokens, memberships.of(tokens.user().id()));
    }

    /**
     * Finishes a registration whose mailed link was followed.
     *
     * @throws ProblemException {@code auth.email_taken} when somebody else has the address by now
     */
    Registered finish(PendingRegistrations.Confirmed waiting, Caller caller) {
        users.requireOpenRegistration(false);
        var tokens =
                register(
                        waiting.person(),
                        waiting.workspaceName(),
                        null,
                        caller,
                        Set.of(Proof.PWD),
                        _ -> pending.use(waiting));
        return new Registered(tokens, memberships.of(tokens.user().id()));
    }

    private User registered(Users.Prepared person) {
        var user = users.register(person);
        events.publishEvent(Audited.done("auth.registered", user.id(), "user", user.id()));
        return user;
    }

    @Override
    public IssuedTokens register(
            Users.Prepared person,
            @Nullable String inviteToken,
            Caller caller,
            Set<Proof> proofs,
            Consumer<User> inside) {
        users.requireOpenRegistration(inviteToken != null);
        return register(person, null, inviteToken, caller, proofs, inside);
    }

    private IssuedTokens register(
            Users.Prepared person,
            @Nullable String workspaceName,
            @Nullable String inviteToken,
            Caller caller,
            Set<Proof> proofs,
            Consumer<User> inside) {
        Supplier<User> newcomer =
                () -> {
                    var user = registered(person);
                    inside.accept(user);
                    return user;
                };
        return inviteToken == null
                ? firstWorkspace.create(
                        newcomer,
                        workspaceName,
                        home -> signIn.open(home.user().id(), caller, proofs))
                : invitations.accept(
                        inviteToken,
                        person.email(),
                        newcomer,
                        user -> signIn.open(user.id(), caller, proofs));
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
                () -> registered(person),
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
