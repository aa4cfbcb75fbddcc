package com.postmagiq.kernel.tenancy;

import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The few reads that span workspaces (sign-in, "my workspaces", sweeps), on a small pool of its own
 * as the role {@code postmagiq_system}, which sees only the columns each migration granted it. A
 * test lists who may call it.
 */
public class SystemDb {
    private final JdbcClient client;

    public SystemDb(DataSource systemDataSource) {
        this.client = JdbcClient.create(systemDataSource);
    }

    /** Why work leaves its workspace; the name appears in reviews, not in the database. */
    public enum Reason {
        SIGN_IN,
        OWN_WORKSPACES,
        OWN_ACCOUNTS,
        ACCOUNT_LIMITS,
        SWEEP,
        PERSONAL_DATA,
        OPERATOR,
        COMMAND_LINE
    }

    /** Runs statements in autocommit mode. */
    public <T> T call(Reason reason, Function<JdbcClient, T> work) {
        return work.apply(client);
    }
}
