package com.postmagiq.workspace;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long things of workspaces last.
 *
 * @param inviteDays life of an invitation, 1 to 60
 * @param purgeDays how long a deleted workspace can be brought back, 1 to 365
 */
@ConfigurationProperties("postmagiq.workspace")
record WorkspaceLife(@DefaultValue("7") int inviteDays, @DefaultValue("30") int purgeDays) {
    WorkspaceLife {
        within("invite-days", inviteDays, 60, 7);
        within("purge-days", purgeDays, 365, 30);
    }

    Duration ofInvite() {
        return Duration.ofDays(inviteDays);
    }

    Duration untilPurge() {
        return Duration.ofDays(purgeDays);
    }

    private static void within(String key, int value, int max, int example) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(
                    "postmagiq.workspace.%s is %d; it must be from 1 to %d, for example %d"
                            .formatted(key, value, max, example));
        }
    }
}
