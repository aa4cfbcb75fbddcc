package com.postmagiq.workflow.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.postgres.DatabaseLogin;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.workflow.config.ConfigProblem;
import com.postmagiq.workflow.config.ConfigValidator;
import com.postmagiq.workflow.config.KnownModels;
import com.postmagiq.workflow.persona.PersonaCatalogue;
import com.postmagiq.workflow.registry.RegistrySync.Change;
import com.postmagiq.workflow.registry.RegistrySync.Line;
import com.postmagiq.workflow.registry.RegistrySync.Outcome;
import com.postmagiq.workflow.run.StoredJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Files into the database, each test into an empty one. */
class RegistrySyncTests {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String PRODUCTION = "production";
    private static final String DEVELOPMENT = "development";

    @TempDir private Path directory = Path.of("");
    private final DatabaseLogin login =
            TestPostgres.createDatabase("registry_sync_" + DATABASES.incrementAndGet()).app();
    private final DriverManagerDataSource source =
            new DriverManagerDataSource(login.url(), login.user(), login.password());
    private final SystemConfigs configs =
            new SystemConfigs(
                    JdbcClient.create(source), new StoredJson(JsonMapper.builder().build()));

    private RegistrySync node(String environment) {
        var files =
                new RegistryFiles(
                        new Installation(
                                Path.of("var"),
                                Installation.Environment.valueOf(
                                        environment.toUpperCase(java.util.Locale.ROOT)),
                                "http://localhost:8080"),
                        new WorkflowSettings(1, directory.toString(), ""),
                        PersonaCatalogue.shipped(),
                        new ConfigValidator());
        return new RegistrySync(
                files,
                new KnownModels(),
                configs,
                new TransactionTemplate(new JdbcTransactionManager(source)),
                Clock.systemUTC());
    }

    private Outcome sync(String environment) {
        return node(environment).sync(false);
    }

    private static Change change(Outcome outcome, String slug) {
        return line(outcome, slug).change();
    }

    private static Line line(Outcome outcome, String slug) {
        return outcome.lines().stream()
                .filter(line -> line.slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("workflow-6")
    void given_an_empty_database__when_synced_twice__then_all_are_created_and_then_unchanged() {
        var first = sync(DEVELOPMENT);
        var second = sync(DEVELOPMENT);

        assertThat(first.lines()).hasSize(4).allMatch(line -> line.change() == Change.CREATED);
        assertThat(second.lines()).hasSize(4).allMatch(line -> line.change() == Change.UNCHANGED);
        assertThat(configs.all())
                .filteredOn(SystemConfigs.Row::standard)
                .extracting(row -> row.entry().slug())
                .containsExactly("offline");
        assertThat(configs.versions("offline", null, 10)).hasSize(1);
    }

    @Test
    @Tag("workflow-6")
    void
            given_development__when_production_syncs__then_its_own_are_disabled_and_the_default_moves() {
        sync(DEVELOPMENT);

        var moved = sync(PRODUCTION);

        assertThat(change(moved, "ollama-local")).isEqualTo(Change.DISABLED);
        assertThat(line(moved, "ollama-local").reason()).contains("environment");
        assertThat(change(moved, "groq-production")).isEqualTo(Change.UNCHANGED);
        assertThat(configs.all())
                .filteredOn(SystemConfigs.Row::standard)
                .extracting(row -> row.entry().slug())
                .containsExactly("groq-production");
        assertThat(sync(PRODUCTION).changed()).isFalse();
        assertThat(change(sync(DEVELOPMENT), "ollama-local")).isEqualTo(Change.UPDATED);
    }

    @Test
    void given_a_changed_file__when_synced__then_it_has_a_second_version_and_the_first_is_kept()
            throws IOException {
        sync(DEVELOPMENT);
        own("offline", shipped("offline").replace("name: Offline", "name: Ours"));

        assertThat(change(sync(DEVELOPMENT), "offline")).isEqualTo(Change.UPDATED);

        assertThat(configs.versions("offline", null, 10))
                .extracting(SystemConfigs.Version::version)
                .containsExactly(2, 1);
        assertThat(configs.version("offline", 1).orElseThrow().yaml())
                .isEqualTo(shipped("offline"));
    }

    @Test
    void given_a_broken_file__when_synced__then_it_is_disabled_with_its_faults_until_it_is_mended()
            throws IOException {
        sync(DEVELOPMENT);
        own("groq-production", "states: {}\n");

        var broken = sync(DEVELOPMENT);

        assertThat(change(broken, "groq-production")).isEqualTo(Change.DISABLED);
        assertThat(line(broken, "groq-production").reason()).contains("invalid");
        assertThat(row("groq-production").findings())
                .anyMatch(issue -> issue.code().equals("config.missing_states"));
        assertThat(change(sync(DEVELOPMENT), "groq-production")).isEqualTo(Change.UNCHANGED);
        assertThat(line(sync(DEVELOPMENT), "groq-production").reason()).contains("invalid");
        own("groq-production", shipped("groq-production"));
        assertThat(change(sync(DEVELOPMENT), "groq-production")).isEqualTo(Change.UPDATED);
        assertThat(configs.versions("groq-production", null, 10)).hasSize(1);
    }

    @Test
    void given_an_entry_that_is_gone__when_synced__then_it_is_orphaned_and_may_come_back()
            throws IOException {
        sync(DEVELOPMENT);
        registry(
                """
                workflows: {offline: {}}
                deployment:
                  development: {include_environments: [production], default_workflow: offline}
                """);

        var outcome = sync(DEVELOPMENT);

        assertThat(outcome.lines()).hasSize(4);
        assertThat(line(outcome, "ollama-local").reason()).contains("orphaned");
        assertThat(change(sync(DEVELOPMENT), "ollama-local")).isEqualTo(Change.UNCHANGED);
        Files.delete(directory.resolve("registry.yaml"));
        assertThat(change(sync(DEVELOPMENT), "ollama-local")).isEqualTo(Change.UPDATED);
    }

    @Test
    void given_a_missing_file_and_a_default_that_cannot_run__when_synced__then_both_are_said()
            throws IOException {
        registry(
                """
                workflows: {offline: {}, ghost: {}, off: {enabled: false, config_file: configs/offline.yaml}}
                deployment:
                  development: {include_environments: [production], default_workflow: ghost}
                """);

        var outcome = sync(DEVELOPMENT);

        assertThat(line(outcome, "ghost").reason()).contains("file_missing");
        assertThat(line(outcome, "off").reason()).contains("switched_off");
        assertThat(outcome.standard()).isEmpty();
        assertThat(configs.all()).noneMatch(SystemConfigs.Row::standard);
    }

    @Test
    void given_a_faulty_registry_or_an_unknown_environment__when_synced__then_nothing_changes()
            throws IOException {
        sync(DEVELOPMENT);
        var before = configs.all();
        registry("workflows: [");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> sync(DEVELOPMENT))
                .returns(ConfigProblem.REGISTRY_UNREADABLE, ProblemException::problem);
        registry("workflows: {}\n");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> sync("staging"))
                .returns(ConfigProblem.UNKNOWN_ENVIRONMENT, ProblemException::problem);

        assertThat(configs.all()).isEqualTo(before);
    }

    @Test
    void given_a_dry_run__when_synced__then_it_says_what_would_happen_and_writes_nothing() {
        var outcome = node(DEVELOPMENT).sync(true);

        assertThat(outcome.count(Change.CREATED)).isEqualTo(4);
        assertThat(configs.all()).isEmpty();
    }

    @Test
    void given_eight_nodes_that_start_at_once__when_they_sync__then_one_creates_and_the_rest_agree()
            throws Exception {
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes =
                    nodes.invokeAll(
                            IntStream.range(0, 8)
                                    .<Callable<Outcome>>mapToObj(_ -> () -> sync(DEVELOPMENT))
                                    .toList());
            var created = 0;
            for (var outcome : outcomes) {
                created += outcome.get().changed() ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
        }
        assertThat(configs.versions("offline", null, 10)).hasSize(1);
    }

    private SystemConfigs.Row row(String slug) {
        return configs.all().stream()
                .filter(row -> row.entry().slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    private void registry(String yaml) throws IOException {
        Files.writeString(directory.resolve("registry.yaml"), yaml);
    }

    private void own(String slug, String yaml) throws IOException {
        Files.createDirectories(directory.resolve("configs"));
        Files.writeString(directory.resolve("configs/" + slug + ".yaml"), yaml);
    }

    private static String shipped(String slug) throws IOException {
        return Files.readString(Path.of("workflows/configs/" + slug + ".yaml"));
    }
}
