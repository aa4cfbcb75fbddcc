package com.postmagiq.workspace;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The matrix of roles and scopes as it was decided, written down a second time for the tests. */
final class RoleMatrix {
    private static final List<Role> COLUMNS =
            List.of(Role.OWNER, Role.ADMIN, Role.EDITOR, Role.VIEWER);

    private static final Map<Scope, String> ROWS =
            """
            content:read       yyyy
            content:write      yyy-
            content:delete     yy--
            content:publish    yy--
            strategy:read      yyy-
            strategy:write     yy--
            workflow:read      yyy-
            workflow:execute   yyy-
            workflow:admin     yy--
            content:approve    yyy-
            approval:view      yyyy
            approval:submit    yyy-
            approval:decide    yyyy
            approval:configure yy--
            board:view         yyyy
            board:move         yyy-
            board:assign       yy--
            team:read          yyyy
            workspace:users    yy--
            workspace:settings yy--
            workspace:delete   y---
            workspace:security y---
            billing:read       yy--
            billing:manage     y---
            usage:view         yyy-
            usage:admin        y---
            api_keys:manage    yy--
            webhooks:manage    yy--
            events:read        yy--
            whitelabel:manage  yy--
            audit:read         yy--
            telemetry:read     yy--
            """
                    .lines()
                    .map(line -> line.split(" +", 2))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    row -> Scope.named(row[0]).orElseThrow(), row -> row[1]));

    /** What stays with people, so that no key holds it. */
    private static final Set<String> NOT_FOR_KEYS =
            Set.of(
                    "billing:manage",
                    "workspace:delete",
                    "workspace:security",
                    "workspace:users",
                    "api_keys:manage",
                    "usage:admin",
                    "approval:decide",
                    "content:approve");

    private RoleMatrix() {}

    /** Whether a key of the owner may hold a right. */
    static boolean allowsKey(Scope scope) {
        return !NOT_FOR_KEYS.contains(scope.code());
    }

    static boolean allows(Role role, Scope scope) {
        return ROWS.getOrDefault(scope, "----").charAt(COLUMNS.indexOf(role)) == 'y';
    }
}
