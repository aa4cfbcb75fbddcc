package com.postmagiq.kernel.database;

import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.kernel.postgres.DatabaseLogin;
import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.kernel.tenancy.SystemDb;
import com.postmagiq.kernel.tenancy.TenantTransactionManager;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The pools and what stands on them. Each login has a pool of its own; the migrator has none. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DatabaseSettings.class, Installation.class})
class DatabaseConfiguration {
    private static final int SCHEDULER_CONNECTIONS = 4;
    private static final int SYSTEM_CONNECTIONS = 4;
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(2);

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Database database(
            Installation installation,
            DatabaseSettings settings,
            ObjectProvider<EarlyDatabase> early) {
        var begun = early.getIfAvailable();
        return begun == null ? Database.open(installation, settings) : begun.database();
    }

    @Bean
    Tables tables(Database database, ObjectProvider<EarlyDatabase> early) {
        return new Tables(database.access(), early.getIfAvailable() != null);
    }

    @Bean
    @Primary
    HikariDataSource dataSource(Database database, Tables tables, DatabaseSettings settings) {
        return pool("app", database.access().app(), settings.connections(), tables);
    }

    /** Apart from the application's, so that bursts of requests cannot starve heartbeats. */
    @Bean(defaultCandidate = false)
    HikariDataSource schedulerDataSource(Database database, Tables tables) {
        return pool("scheduler", database.access().app(), SCHEDULER_CONNECTIONS, tables);
    }

    @Bean(defaultCandidate = false)
    HikariDataSource systemDataSource(Database database, Tables tables) {
        return pool("system", database.access().system(), SYSTEM_CONNECTIONS, tables);
    }

    @Bean
    SystemDb systemDb(@Qualifier("systemDataSource") DataSource systemDataSource) {
        return new SystemDb(systemDataSource);
    }

    @Bean
    TenantTransactionManager transactionManager(DataSource dataSource) {
        return new TenantTransactionManager(dataSource);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactionManager) {
        return new TransactionTemplate(transactionManager);
    }

    @Bean
    LiveEvents liveEvents(JdbcTemplate jdbc, Database database) {
        var login = database.listening();
        return new LiveEvents(jdbc, login == null ? null : login::connect);
    }

    /** Whoever takes a connection finds the tables up to date. */
    private static HikariDataSource pool(
            String name, DatabaseLogin login, int size, Tables tables) {
        tables.bringUpToDate();
        var config = new HikariConfig();
        config.setPoolName("postmagiq-" + name);
        config.setJdbcUrl(login.url());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setMaximumPoolSize(size);
        // More are opened when they are asked for: opening all would slow every start.
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
