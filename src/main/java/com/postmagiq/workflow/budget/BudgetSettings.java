package com.postmagiq.workflow.budget;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the operator lets calls cost, in USD; an empty value is no cap.
 *
 * @param workspaceDailyUsd a workspace's calls of one day, where its people chose nothing
 * @param workspaceMonthlyUsd a workspace's calls of one month, where its people chose nothing
 * @param installationDailyUsd the calls of all workspaces of one day
 * @param installationMonthlyUsd the calls of all workspaces of one month
 */
@ConfigurationProperties("postmagiq.budget")
record BudgetSettings(
        @Nullable BigDecimal workspaceDailyUsd,
        @Nullable BigDecimal workspaceMonthlyUsd,
        @Nullable BigDecimal installationDailyUsd,
        @Nullable BigDecimal installationMonthlyUsd) {

    BudgetSettings {
        check("workspace-daily-usd", workspaceDailyUsd);
        check("workspace-monthly-usd", workspaceMonthlyUsd);
        check("installation-daily-usd", installationDailyUsd);
        check("installation-monthly-usd", installationMonthlyUsd);
    }

    private static void check(String name, @Nullable BigDecimal value) {
        if (value != null && value.signum() < 0) {
            throw new IllegalArgumentException(
                    "postmagiq.budget.%s is %s; use an amount in USD from 0 on, or leave it empty for no cap."
                            .formatted(name, value.toPlainString()));
        }
    }
}
