package com.postmagiq.workflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.config.WorkflowCatalogue.Disabled;
import com.postmagiq.workflow.config.WorkflowCatalogue.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTests {
    private static final ShippedWorkflows SHIPPED = new ShippedWorkflows(null);

    private static WorkflowCatalogue catalogue(ShippedWorkflows files, String environment) {
        return WorkflowCatalogue.load(
                files, environment, PersonaKnowledge.of(Configs.PERSONAS), Configs.MODELS);
    }

    private static Reason reason(String environment, @Nullable String workspace, boolean usable) {
        return catalogue(SHIPPED, environment)
                .resolve(null, workspace, null, "team", _ -> usable)
                .reason();
    }

    @Test
    void given_the_shipped_registry__when_read__then_it_lists_four_and_their_files_exist() {
        var registry = SHIPPED.registry();

        assertThat(registry.entries())
                .containsOnlyKeys("offline", "groq-production", "ollama-local", "legacy-claude");
        assertThat(registry.entries().values())
                .allSatisfy(entry -> assertThat(SHIPPED.text(entry)).isPresent());
    }

    @ParameterizedTest
    @CsvSource({"production, groq-production", "staging, groq-production", "development, offline"})
    void given_a_deployment__when_nothing_is_named__then_its_default_runs(
            String environment, String slug) {
        var chosen = catalogue(SHIPPED, environment).resolve(null, null, null, "free", _ -> true);

        assertThat(chosen.entry().slug()).isEqualTo(slug);
        assertThat(chosen.reason()).isEqualTo(Reason.DEPLOYMENT_DEFAULT);
        assertThat(chosen.hash()).isEqualTo(ContentHash.of(Configs.shipped(slug)));
    }

    @Test
    void given_no_credentials__when_nothing_is_named__then_offline_stands_in() {
        var chosen =
                catalogue(SHIPPED, "production")
                        .resolve(
                                null, null, null, "free", it -> it.agents().containsKey("offline"));

        assertThat(chosen.entry().slug()).isEqualTo("offline");
        assertThat(chosen.reason()).isEqualTo(Reason.NO_PROVIDER_CREDENTIALS);
    }

    @Test
    void given_a_choice_of_the_workspace__when_it_has_no_credentials__then_it_stays() {
        assertThat(reason("production", "groq-production", false)).isEqualTo(Reason.WORKSPACE);
    }

    @Test
    void given_a_choice_of_the_workspace__when_it_cannot_be_run_any_more__then_it_counts_as_none() {
        assertThat(reason("production", "ollama-local", true)).isEqualTo(Reason.DEPLOYMENT_DEFAULT);
        assertThat(reason("development", "legacy-claude", true))
                .isEqualTo(Reason.DEPLOYMENT_DEFAULT);
    }

    @Test
    void given_a_shorthand_of_the_operator__when_the_workspace_chose__then_the_workspace_wins() {
        var catalogue = catalogue(SHIPPED, "development");

        assertThat(catalogue.resolve(null, null, "groq-production", "team", _ -> true).reason())
                .isEqualTo(Reason.OPERATOR);
        assertThat(
                        catalogue
                                .resolve(null, "ollama-local", "groq-production", "team", _ -> true)
                                .entry()
                                .slug())
                .isEqualTo("ollama-local");
    }

    @Test
    void given_production__when_listed__then_development_entries_are_disabled_with_the_reason() {
        var listed = catalogue(SHIPPED, "production").all();

        assertThat(listed)
                .hasEntrySatisfying(
                        "ollama-local",
                        it -> assertThat(it.disabled()).contains(Disabled.ENVIRONMENT))
                .hasEntrySatisfying("offline", it -> assertThat(it.runnable()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ollama-local",
                "nobody",
                "../registry",
                "configs/offline.yaml",
                "/etc/passwd",
                "offline.yaml",
                ""
            })
    @Tag("workflow-8")
    void given_a_name_that_is_not_listed_here__when_requested__then_it_is_not_found(String name) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () ->
                                catalogue(SHIPPED, "production")
                                        .resolve(name, null, null, "enterprise", _ -> true))
                .returns(ConfigProblem.NOT_FOUND, ProblemException::problem);
    }

    @Test
    void given_a_plan_below_the_required_tier__when_requested__then_the_tier_is_named() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () ->
                                catalogue(SHIPPED, "development")
                                        .resolve("legacy-claude", null, null, "team", _ -> true))
                .returns(ConfigProblem.TIER_REQUIRED, ProblemException::problem)
                .satisfies(
                        it ->
                                assertThat(it.properties())
                                        .containsEntry("required_tier", "premium")
                                        .containsEntry("tier", "team")
                                        .containsEntry("feature", "workflow_config"));
    }

    @Test
    void given_an_unknown_environment__when_loaded__then_it_is_refused() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> catalogue(SHIPPED, "moon"))
                .returns(ConfigProblem.UNKNOWN_ENVIRONMENT, ProblemException::problem)
                .withMessageContaining("moon");
    }

    @Test
    void given_a_directory__when_it_holds_a_file_of_that_name__then_it_replaces_the_shipped_one(
            @TempDir Path directory) throws IOException {
        Files.createDirectories(directory.resolve("configs"));
        var own = Configs.shipped("offline").replace("name: Offline", "name: Ours");
        Files.writeString(directory.resolve("configs/offline.yaml"), own);
        var files = new ShippedWorkflows(directory);

        var chosen = catalogue(files, "development").resolve(null, null, null, "free", _ -> true);

        assertThat(chosen.config().name()).isEqualTo("Ours");
        assertThat(chosen.hash()).isEqualTo(ContentHash.of(own));
        assertThat(catalogue(files, "development").all()).hasSize(4);
    }

    @Test
    void given_a_broken_default__when_nothing_is_named__then_the_first_enabled_by_name_runs(
            @TempDir Path directory) throws IOException {
        Files.createDirectories(directory.resolve("configs"));
        Files.writeString(directory.resolve("configs/offline.yaml"), "states: {}\n");
        var catalogue = catalogue(new ShippedWorkflows(directory), "development");

        var chosen = catalogue.resolve(null, null, null, "free", _ -> true);

        assertThat(chosen.reason()).isEqualTo(Reason.FIRST_ENABLED);
        assertThat(chosen.entry().slug()).isEqualTo("groq-production");
        assertThat(catalogue.all())
                .hasEntrySatisfying(
                        "offline", it -> assertThat(it.disabled()).contains(Disabled.INVALID));
    }

    @Test
    @Tag("workflow-8")
    void given_a_link_out_of_the_directory__when_read__then_the_shipped_file_is_used(
            @TempDir Path directory, @TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("secret.yaml"), "secret: 1\n");
        Files.createDirectories(directory.resolve("configs"));
        Files.createSymbolicLink(
                directory.resolve("configs/offline.yaml"), elsewhere.resolve("secret.yaml"));
        var files = new ShippedWorkflows(directory);
        var entry = files.registry().entries().get("offline");

        assertThat(entry).isNotNull();
        assertThat(files.text(Objects.requireNonNull(entry))).contains(Configs.shipped("offline"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workflows: {x: {config_file: ../x.yaml}}",
                "workflows: {x: {config_file: /etc/passwd}}",
                "workflows: {x: {config_file: configs/x.txt}}",
                "workflows: {X_Y: {}}",
                "workflows: {x: {tier_required: gold}}",
                "workflows: {x: {environment: moon}}",
                "deployment: {moon: {default_workflow: offline}}",
                "[]",
                "workflows: {x: {enabled: 3}}",
                "workflows: [x"
            })
    @Tag("workflow-8")
    void given_a_faulty_registry__when_read__then_it_is_refused_in_words(String yaml) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Registry.parse(yaml))
                .returns(ConfigProblem.REGISTRY_UNREADABLE, ProblemException::problem)
                .withMessageStartingWith("workflows/registry.yaml cannot be used: ");
    }
}
