package com.postmagiq.kernel.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which database is used.
 *
 * @param url {@code DATABASE_URL} of a PostgreSQL 17 or newer with a login that may prepare it;
 *     empty starts the embedded one
 * @param pgbouncer whether the URL leads through a PgBouncer in transaction mode
 * @param directUrl the same database around the pooler, for live notices; without it they are
 *     polled every second
 * @param appPassword given passwords of the three logins; empty ones are made and kept beside the
 *     data
 * @param poolSize connections of the application; 0 takes four per core, at least 8, at most 16
 */
@ConfigurationProperties("postmagiq.database")
record DatabaseSettings(
        @DefaultValue("") String url,
        @DefaultValue("false") boolean pgbouncer,
        @DefaultValue("") String directUrl,
        @Nullable String appPassword,
        @Nullable String systemPassword,
        @Nullable String migratorPassword,
        @DefaultValue("0") int poolSize) {

    private static final int PER_CORE = 4;
    private static final int SMALLEST = 8;
    private static final int LARGEST = 16;

    int connections() {
        return poolSize > 0
                ? poolSize
                : Math.clamp(
                        (long) PER_CORE * Runtime.getRuntime().availableProcessors(),
                        SMALLEST,
                        LARGEST);
    }
}
