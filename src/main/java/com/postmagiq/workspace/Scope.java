package com.postmagiq.workspace;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A right inside a workspace. Every route of a workspace asks for exactly one; which role has which
 * stands in the table {@code core.roles}.
 */
public enum Scope {
    /** Posts, chapters, calendar, finished posts, analytics. */
    CONTENT_READ("content:read"),
    /** Create and edit posts, chapters, comments, imports. */
    CONTENT_WRITE("content:write"),
    /** Delete posts. */
    CONTENT_DELETE("content:delete"),
    /** Record or take back publications. */
    CONTENT_PUBLISH("content:publish"),
    /** Goals, voice, image library. */
    STRATEGY_READ("strategy:read"),
    /** Change goals, voice, image library. */
    STRATEGY_WRITE("strategy:write"),
    /** Runs, their outputs, the live view. */
    WORKFLOW_READ("workflow:read"),
    /** Start, pause, resume, abort and decide runs. */
    WORKFLOW_EXECUTE("workflow:execute"),
    /** Force a run to its end, reset limits, delete runs, see stored prompts. */
    WORKFLOW_ADMIN("workflow:admin"),
    /** Approve the final text inside a run. */
    CONTENT_APPROVE("content:approve"),
    /** Requests and their history. */
    APPROVAL_VIEW("approval:view"),
    /** Submit and withdraw. */
    APPROVAL_SUBMIT("approval:submit"),
    /** Approve, reject, request changes. */
    APPROVAL_DECIDE("approval:decide"),
    /** Stages. */
    APPROVAL_CONFIGURE("approval:configure"),
    /** Board and workload. */
    BOARD_VIEW("board:view"),
    /** Move cards. */
    BOARD_MOVE("board:move"),
    /** Assign others. */
    BOARD_ASSIGN("board:assign"),
    /** List of members. */
    TEAM_READ("team:read"),
    /** Invite, change roles, remove. */
    WORKSPACE_USERS("workspace:users"),
    /** Settings, default and own workflow configurations. */
    WORKSPACE_SETTINGS("workspace:settings"),
    /** Delete the workspace. */
    WORKSPACE_DELETE("workspace:delete"),
    /** Second factor for all, approving one's own work. */
    WORKSPACE_SECURITY("workspace:security"),
    /** Plan and invoices. */
    BILLING_READ("billing:read"),
    /** Checkout, cancelling, overage. */
    BILLING_MANAGE("billing:manage"),
    /** Credits. */
    USAGE_VIEW("usage:view"),
    /** Tokens, cost, use by member. */
    USAGE_ADMIN("usage:admin"),
    /** Keys for programs. */
    API_KEYS_MANAGE("api_keys:manage"),
    /** Endpoints of others that are told. */
    WEBHOOKS_MANAGE("webhooks:manage"),
    /** Pull feed of events. */
    EVENTS_READ("events:read"),
    /** Brand, domains, portal. */
    WHITELABEL_MANAGE("whitelabel:manage"),
    /** Who did what. */
    AUDIT_READ("audit:read"),
    /** How the workspace is used. */
    TELEMETRY_READ("telemetry:read");

    private static final Map<String, Scope> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Scope::code, s -> s));

    private final String code;

    Scope(String code) {
        this.code = code;
    }

    /** As it stands in JSON, in the database and in keys: {@code area:action}. */
    public String code() {
        return code;
    }

    /** The scope of this name; empty when this version of the product knows none. */
    public static Optional<Scope> named(String code) {
        return Optional.ofNullable(BY_NAME.get(code));
    }
}
