package com.postmagiq.operations;

/** The two tables of operations: those of a workspace, and those of a person outside of any. */
enum Ledger {
    WORKSPACE("app.operations", "workspace_id, ", "cast(:workspace as uuid), "),
    PERSON("core.user_operations", "", "");

    private final String table;
    private final String column;
    private final String value;

    Ledger(String table, String column, String value) {
        this.table = table;
        this.column = column;
        this.value = value;
    }

    /** A statement on this table: {t} is its name, {c} and {v} what an insert names besides. */
    String sql(String template) {
        return template.replace("{t}", table).replace("{c}", column).replace("{v}", value);
    }
}
