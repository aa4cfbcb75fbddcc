package com.postmagiq.kernel.tenancy;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hot single statements of the bound workspace in one round trip: the context and the statement
 * travel as one text, which PostgreSQL runs as one implicit transaction. Everything else goes
 * through ordinary transactions.
 */
@Component
public class TenantDb {
    private static final String CONTEXT = "select set_config('app.workspace_id', ?, true); ";

    private final JdbcTemplate jdbc;

    TenantDb(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Reads rows.
     *
     * @param sql one statement with positional parameters; the fence adds the workspace
     */
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return jdbc.query(sql, mapper, parameters);
        }
        var rows =
                jdbc.execute(
                        CONTEXT + sql,
                        (PreparedStatement statement) -> {
                            bind(statement, parameters);
                            statement.execute();
                            statement.getMoreResults();
                            return read(statement, mapper);
                        });
        return Objects.requireNonNull(rows);
    }

    /** Reads at most one row. */
    public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        return query(sql, mapper, parameters).stream().findFirst();
    }

    /**
     * A parameter without a value has no type, so the driver asks for it, and from then on expects
     * answers so large that it would send the two parts apart: the second without the context.
     * Prepared for each call anew, the text is never asked about.
     */
    private static void bind(PreparedStatement statement, @Nullable Object... parameters)
            throws SQLException {
        if (Arrays.stream(parameters).anyMatch(Objects::isNull)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
        statement.setString(1, CurrentWorkspace.id().toString());
        for (var i = 0; i < parameters.length; i++) {
            statement.setObject(i + 2, parameters[i]);
        }
    }

    private static <T> List<T> read(PreparedStatement statement, RowMapper<T> mapper)
            throws SQLException {
        var rows = new ArrayList<T>();
        try (var result = statement.getResultSet()) {
            while (result.next()) {
                rows.add(mapper.mapRow(result, rows.size()));
            }
        }
        return rows;
    }
}
