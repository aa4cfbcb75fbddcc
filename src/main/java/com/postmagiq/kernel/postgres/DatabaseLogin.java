package com.postmagiq.kernel.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * One way into a database.
 *
 * @param url a JDBC URL without user and password
 * @param password never shown by {@link #toString}
 */
public record DatabaseLogin(String url, String user, String password) {

    /** A connection of its own, outside every pool. */
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return "%s as %s".formatted(url, user);
    }
}
