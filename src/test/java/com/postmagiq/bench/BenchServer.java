package com.postmagiq.bench;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqApplication;
import com.postmagiq.TestPostgres;
import com.postmagiq.agents.AgentSettings;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.LocalOffers;
import com.postmagiq.agents.Models;
import com.postmagiq.agents.ProviderSettings;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.settings.Installation;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** The whole application on a PostgreSQL of its own, with agents that answer at once. */
final class BenchServer implements AutoCloseable {
    private static final String TEST_SOURCES = "/test-classes/";

    /** Nodes of one database share it, though each has a folder of its own. */
    private static final String MASTER_KEY = "bWFzdGVyIGtleSBvZiB0aGUgYmVuY2gsIDMyIGJ5dGU=";

    private final ConfigurableApplicationContext context;

    private BenchServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static BenchServer start(Path folder) {
        var access = TestPostgres.createDatabase("postmagiq_" + folder.getFileName());
        return start(folder, new Database(access, access.app(), null), Duration.ZERO);
    }

    /**
     * One more node.
     *
     * @param folder its own data folder
     * @param thinking how long each answer of an agent takes
     */
    static BenchServer start(Path folder, Database database, Duration thinking) {
        var application =
                new SpringApplication(PostmagiqApplication.class, BenchServer.Beans.class);
        application.addInitializers(
                context -> {
                    context.getBeanFactory().registerSingleton("withoutTests", new WithoutTests());
                    context.getBeanFactory().registerSingleton("database", database);
                    context.getBeanFactory().registerSingleton("thinking", thinking);
                });
        return new BenchServer(
                application.run(
                        "--server.port=0",
                        "--postmagiq.data-dir=" + folder.resolve("data"),
                        "--JWT_SECRET=a secret of the measurements, longer than 32 bytes",
                        "--POSTMAGIQ_MASTER_KEY=" + MASTER_KEY,
                        // Counted like everybody, but never too many.
                        "--postmagiq.rate-limit.member-per-minute=100000000",
                        "--logging.level.root=WARN"));
    }

    Object bean(String name) {
        return context.getBean(name);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    StatementRecorder recorder() {
        return (StatementRecorder) context.getBean("dataSource");
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    Api stranger() {
        return Api.at(port());
    }

    @Override
    public void close() {
        context.close();
    }

    /** Not found by scanning, since it has no stereotype. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static class Beans {
        @Bean
        @Primary
        Agents instantAgents(
                AgentSettings settings,
                ProviderSettings providers,
                Installation installation,
                Models models,
                LocalOffers offers,
                Duration thinking) {
            return new InstantAgents(settings, providers, installation, models, offers, thinking);
        }

        @Bean
        static BeanPostProcessor recording() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return name.equals("dataSource")
                            ? new StatementRecorder((DataSource) bean)
                            : bean;
                }
            };
        }
    }

    /** The classes of the tests lie on the same path; none of them belongs to the product. */
    private static final class WithoutTests extends TypeExcludeFilter {
        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory readers) {
            return String.valueOf(reader.getResource()).contains(TEST_SOURCES);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WithoutTests;
        }

        @Override
        public int hashCode() {
            return WithoutTests.class.hashCode();
        }
    }
}
