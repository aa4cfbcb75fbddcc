package com.postmagiq;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows for the tests that keep workspaces apart. Each module with tables in schema {@code app}
 * brings one as a {@code @Component} among its tests; a table that none of them fills fails the
 * build.
 */
public interface TenantFixture {
    /**
     * Puts at least one row into every table of the module. Runs as the application's role in a
     * transaction of the person's workspace and account.
     *
     * @param owner signed up just now, with a workspace of their own
     */
    void fill(Api owner, JdbcClient jdbc);
}
