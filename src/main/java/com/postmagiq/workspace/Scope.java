package com.postmagiq.workspace;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A right inside a workspace. Every route of a workspace asks for exactly one; which role has which
 * stands in the table {@code core.roles}.
 */
public enum Scope {
    CONTENT_READ("content:read", "Posts, chapters, calendar, finished posts, analytics."),
    CONTENT_WRITE("content:write", "Create and edit posts, chapters, comments, imports."),
    CONTENT_DELETE("content:delete", "Delete posts."),
    CONTENT_PUBLISH("content:publish", "Record or take back publications."),
    STRATEGY_READ("strategy:read", "Goals, voice, image library."),
    STRATEGY_WRITE("strategy:write", "Change goals, voice, image library."),
    WORKFLOW_READ("workflow:read", "Runs, their outputs, the live view."),
    WORKFLOW_EXECUTE("workflow:execute", "Start, pause, resume, abort and decide runs."),
    WORKFLOW_ADMIN(
            "workflow:admin",
            "Force a run to its end, reset limits, delete runs, see stored prompts."),
    CONTENT_APPROVE("content:approve", "Approve the final text inside a run."),
    APPROVAL_VIEW("approval:view", "Requests and their history."),
    APPROVAL_SUBMIT("approval:submit", "Submit and withdraw."),
    APPROVAL_DECIDE("approval:decide", "Approve, reject, request changes."),
    APPROVAL_CONFIGURE("approval:configure", "Stages."),
    BOARD_VIEW("board:view", "Board and workload."),
    BOARD_MOVE("board:move", "Move cards."),
    BOARD_ASSIGN("board:assign", "Assign others."),
    TEAM_READ("team:read", "List of members."),
    WORKSPACE_USERS("workspace:users", "Invite, change roles, remove."),
    WORKSPACE_SETTINGS("workspace:settings", "Settings, default and own workflow configurations."),
    WORKSPACE_DELETE("workspace:delete", "Delete the workspace."),
    WORKSPACE_SECURITY("workspace:security", "Second factor for all, approving one's own work."),
    BILLING_READ("billing:read", "Plan and invoices."),
    BILLING_MANAGE("billing:manage", "Checkout, cancelling, overage."),
    USAGE_VIEW("usage:view", "Credits."),
    USAGE_ADMIN("usage:admin", "Tokens, cost, use by member."),
    API_KEYS_MANAGE("api_keys:manage", "Keys for programs."),
    WEBHOOKS_MANAGE("webhooks:manage", "Endpoints of others that are told."),
    EVENTS_READ("events:read", "Pull feed of events."),
    WHITELABEL_MANAGE("whitelabel:manage", "Brand, domains, portal."),
    AUDIT_READ("audit:read", "Who did what."),
    TELEMETRY_READ("telemetry:read", "How the workspace is used.");

    /** What only owners have: no role of a workspace's own can hold it. */
    private static final Set<Scope> OF_OWNERS =
            EnumSet.of(WORKSPACE_DELETE, WORKSPACE_SECURITY, BILLING_MANAGE, USAGE_ADMIN);

    /** What no key of a program can hold: people, money and decisions stay with people. */
    private static final Set<Scope> OF_PEOPLE =
            EnumSet.of(
                    BILLING_MANAGE,
                    WORKSPACE_DELETE,
                    WORKSPACE_SECURITY,
                    WORKSPACE_USERS,
                    API_KEYS_MANAGE,
                    USAGE_ADMIN,
                    APPROVAL_DECIDE,
                    CONTENT_APPROVE);

    private static final Map<String, Scope> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Scope::code, s -> s));

    private final String code;
    private final String covers;

    Scope(String code, String covers) {
        this.code = code;
        this.covers = covers;
    }

    /** As it stands in JSON, in the database and in keys: {@code area:action}. */
    public String code() {
        return code;
    }

    /** What it lets somebody do, as words for people. */
    public String covers() {
        return covers;
    }

    /** Whether a role of a workspace's own may hold it. */
    boolean isGrantable() {
        return !OF_OWNERS.contains(this);
    }

    /** Whether an API key of somebody with this role may hold it. */
    public boolean isForKeysOf(Role maker) {
        return !OF_PEOPLE.contains(this) && (this != WEBHOOKS_MANAGE || maker == Role.OWNER);
    }

    /** The scope of this name; empty when this version of the product knows none. */
    public static Optional<Scope> named(String code) {
        return Optional.ofNullable(BY_NAME.get(code));
    }
}
