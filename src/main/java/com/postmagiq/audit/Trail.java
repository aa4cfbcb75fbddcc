package com.postmagiq.audit;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;

/** The two logs: of the bound workspace, and of what has none. Their tables are twins. */
enum Trail {
    WORKSPACE("app"),
    INSTALLATION("core");

    private final String schema;

    Trail(String schema) {
        this.schema = schema;
    }

    /** Where an entry about this belongs now. */
    static Trail of(String action) {
        return CurrentWorkspace.idOrNull() == null || ActionCatalogue.hasNoWorkspace(action)
                ? INSTALLATION
                : WORKSPACE;
    }

    /** A statement for this log's tables, whose schema it writes as {@code {s}}. */
    String sql(String statement) {
        return statement.replace("{s}", schema);
    }
}
