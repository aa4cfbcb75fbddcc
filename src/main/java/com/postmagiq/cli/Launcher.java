package com.postmagiq.cli;

import com.postmagiq.kernel.database.EarlyDatabase;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Starts the application in the shape a command needs, silently; whoever asked speaks. */
final class Launcher {
    private static final String NO_SCHEDULER = "--db-scheduler.enabled=false";

    /** A failed start is told in one sentence by the command, not in many by the framework. */
    private static final List<String> SILENT =
            List.of(
                    "--spring.main.log-startup-info=false",
                    "--logging.level.org.springframework.boot.SpringApplication=OFF",
                    "--logging.level.org.springframework.boot.diagnostics=OFF",
                    "--logging.level.org.springframework.boot.web=ERROR",
                    "--logging.level.org.springframework.boot.tomcat=OFF",
                    "--logging.level.org.springframework.context=ERROR",
                    "--logging.level.org.springframework.web.context=ERROR",
                    "--logging.level.org.apache.catalina=OFF",
                    "--logging.level.org.apache.coyote=OFF",
                    "--logging.level.org.apache.tomcat=OFF");

    /** The node of this process where it is no server. */
    private static final class Own {
        static final String NAME = "command-" + Ids.next();
    }

    /** What a server does: answer requests, advance runs, or both. */
    enum Role {
        WEB,
        WORKER,
        ALL
    }

    /** Who runs the database of this process. */
    enum Database {
        /** An embedded one, started by this process alone. */
        OURS,
        /** The embedded one of another process on the same data directory. */
        SHARED,
        /** One that {@code DATABASE_URL} names. */
        EXTERNAL
    }

    private final Class<?> application;
    private final Class<?> prepared;
    private final List<String> always;

    /**
     * @param prepared names the beans of a whole server as the build has prepared them; without
     *     them, as in tests, a server finds its beans when it starts
     * @param always settings of every start, as {@code --name=value}
     */
    Launcher(Class<?> application, Class<?> prepared, List<String> always) {
        this.application = application;
        this.prepared = prepared;
        this.always = List.copyOf(always);
    }

    /** A server. Beside another server on the same data directory it is refused. */
    ConfigurableApplicationContext server(Role role, List<String> settings) {
        var arguments = new ArrayList<>(SILENT);
        if (role == Role.WEB) {
            arguments.add(NO_SCHEDULER);
        }
        if (role == Role.WORKER) {
            arguments.add("--spring.main.keep-alive=true");
        }
        arguments.addAll(settings);
        var web = role == Role.WORKER ? WebApplicationType.NONE : WebApplicationType.SERVLET;
        var builder = new SpringApplicationBuilder(application);
        builder.web(web).listeners(new DatabaseFirst(builder));
        return role == Role.ALL
                ? PreparedStart.of(prepared, builder, () -> start(builder, arguments))
                : start(builder, arguments);
    }

    /** Makes only what is asked for, and no worker: for commands that read or write rows. */
    ConfigurableApplicationContext command(List<String> settings) {
        var arguments = new ArrayList<>(SILENT);
        arguments.add(NO_SCHEDULER);
        arguments.add("--postmagiq.node-name=" + Own.NAME);
        arguments.addAll(settings);
        return start(
                new SpringApplicationBuilder(application)
                        .web(WebApplicationType.NONE)
                        .lazyInitialization(true)
                        .registerShutdownHook(false),
                arguments);
    }

    /**
     * For a command that follows a run. When no other process can be working on the database, this
     * one advances runs itself, as the node of the data directory; otherwise it waits for those
     * workers, and {@link #worker} helps out when there are none.
     */
    ConfigurableApplicationContext follower(List<String> settings) {
        var arguments = new ArrayList<>(SILENT);
        arguments.addAll(settings);
        return start(
                new SpringApplicationBuilder(application)
                        .web(WebApplicationType.NONE)
                        .registerShutdownHook(false)
                        .initializers(context -> leaveWorkToOthers(context.getEnvironment())),
                arguments);
    }

    private static void leaveWorkToOthers(ConfigurableEnvironment settings) {
        if (database(settings) != Database.OURS) {
            settings.getPropertySources()
                    .addFirst(
                            new MapPropertySource(
                                    "beside others",
                                    Map.of(
                                            "db-scheduler.enabled",
                                            false,
                                            "postmagiq.node-name",
                                            Own.NAME)));
        }
    }

    /** A worker under a name of its own, beside whatever else works on the database. */
    ConfigurableApplicationContext worker(List<String> settings) {
        var arguments = new ArrayList<>(SILENT);
        arguments.add("--postmagiq.node-name=" + Own.NAME);
        arguments.addAll(settings);
        return start(
                new SpringApplicationBuilder(application)
                        .web(WebApplicationType.NONE)
                        .registerShutdownHook(false),
                arguments);
    }

    private ConfigurableApplicationContext start(
            SpringApplicationBuilder builder, List<String> arguments) {
        arguments.addAll(always);
        try {
            return builder.run(arguments.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw Sentences.of(e);
        }
    }

    /** Whose database the settings lead to. */
    static Database database(ConfigurableEnvironment settings) {
        if (!settings.getProperty("postmagiq.database.url", "").isBlank()) {
            return Database.EXTERNAL;
        }
        return EmbeddedPostgres.running(dataDir(settings)).isPresent()
                ? Database.SHARED
                : Database.OURS;
    }

    static Path dataDir(ConfigurableEnvironment settings) {
        return Path.of(settings.getProperty("postmagiq.data-dir", "var"));
    }

    /** Begins with the database as soon as the settings say which one. */
    private record DatabaseFirst(SpringApplicationBuilder builder)
            implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            refuseSecond(event.getEnvironment());
            builder.initializers(EarlyDatabase.begin(event.getEnvironment()));
        }
    }

    private static void refuseSecond(ConfigurableEnvironment settings) {
        if (database(settings) != Database.EXTERNAL) {
            refuseSecond(dataDir(settings));
        }
    }

    /** Two servers on one embedded database would end each other's work. */
    static void refuseSecond(Path dataDir) {
        if (EmbeddedPostgres.running(dataDir).isPresent()) {
            throw new CommandFailure(
                    Exit.FAILED,
                    "Another Postmagiq already works on the data directory %s: stop that one, or give this one a folder of its own with POSTMAGIQ_DATA_DIR."
                            .formatted(dataDir.toAbsolutePath().normalize()));
        }
    }
}
