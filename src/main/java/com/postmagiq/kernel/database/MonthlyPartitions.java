package com.postmagiq.kernel.database;

import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/**
 * Makes the coming months of a table and drops those whose time is over. Only the owner of the
 * tables may do that, so it happens over a connection of its own that is closed at once.
 */
@Component
public class MonthlyPartitions {
    private static final int AHEAD = 3;

    private final Database database;
    private final Clock clock;

    MonthlyPartitions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Brings the months up to date; a second time changes nothing.
     *
     * @param make a procedure of a migration that makes the month of a day
     * @param drop one that drops months which ended before a day, and counts them
     * @return how many were dropped
     * @throws IllegalStateException when the database refuses; rows then go where no month was made
     */
    public int keep(String make, String drop, Duration kept) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try (var connection = database.access().migrator().connect();
                var making = connection.prepareCall("call %s(?)".formatted(make));
                var dropping = connection.prepareCall("call %s(?, ?)".formatted(drop))) {
            for (var month = 0; month <= AHEAD; month++) {
                making.setObject(1, today.plusMonths(month));
                making.execute();
            }
            dropping.setObject(1, today.minusDays(kept.toDays()));
            dropping.setInt(2, 0);
            dropping.registerOutParameter(2, Types.INTEGER);
            dropping.execute();
            return dropping.getInt(2);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "%s and %s could not bring the months up to date: %s"
                            .formatted(make, drop, e.getMessage()),
                    e);
        }
    }
}
