package com.postmagiq.kernel.tenancy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Tells PostgreSQL at the start of every transaction which workspace and account it belongs to. The
 * setting lives as long as the transaction, so neither a pooled connection nor a pooler in
 * transaction mode can carry it on. With nothing bound nothing is set, and the row-level fence
 * turns every tenant query into an error.
 */
public class TenantTransactionManager extends JdbcTransactionManager {
    private static final long serialVersionUID = 1L;
    private static final String WORKSPACE = "select set_config('app.workspace_id', ?, true)";
    private static final String ACCOUNT = "select set_config('app.account_id', ?, true)";
    private static final String BOTH =
            "select set_config('app.workspace_id', ?, true), set_config('app.account_id', ?, true)";

    public TenantTransactionManager(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    protected void prepareTransactionalConnection(
            Connection connection, TransactionDefinition definition) throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        var workspace = CurrentWorkspace.idOrNull();
        var account = CurrentAccount.idOrNull();
        if (workspace != null && account != null) {
            set(connection, BOTH, workspace, account);
        } else if (workspace != null) {
            set(connection, WORKSPACE, workspace, null);
        } else if (account != null) {
            set(connection, ACCOUNT, account, null);
        }
    }

    private static void set(Connection connection, String sql, UUID first, @Nullable UUID second)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, first.toString());
            if (second != null) {
                statement.setString(2, second.toString());
            }
            statement.execute();
        }
    }
}
