package com.postmagiq.workflow.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Whose spending is counted, and for how long; in the order in which room is asked for. */
public enum Meter {
    WORKSPACE_DAY("workspace_day", "day", "today's calls of this workspace"),
    WORKSPACE_MONTH("workspace_month", "month", "this month's calls of this workspace"),
    INSTALLATION_DAY("installation_day", "day", "today's calls of this installation"),
    INSTALLATION_MONTH("installation_month", "month", "this month's calls of this installation");

    private final String code;
    private final String scope;
    private final String words;

    Meter(String code, String scope, String words) {
        this.code = code;
        this.scope = scope;
        this.words = words;
    }

    /** Its name in answers and events. */
    public String code() {
        return code;
    }

    /** What it counts, for a sentence. */
    public String words() {
        return words;
    }

    String scope() {
        return scope;
    }

    /** False for what all workspaces share. */
    public boolean ofWorkspace() {
        return this == WORKSPACE_DAY || this == WORKSPACE_MONTH;
    }

    /** First day, in UTC, of the period an instant lies in. */
    LocalDate period(Instant at) {
        var day = at.atOffset(ZoneOffset.UTC).toLocalDate();
        return scope.equals("day") ? day : day.withDayOfMonth(1);
    }
}
