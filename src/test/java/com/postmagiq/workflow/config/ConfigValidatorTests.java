package com.postmagiq.workflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.workflow.persona.PersonaCatalogue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigValidatorTests {
    private static final Path INVALID = Path.of("src/test/resources/workflows/invalid");

    private static ValidationResult validate(String yaml) {
        return new ConfigValidator()
                .validate(yaml, PersonaCatalogue.shipped().knowledge(), Configs.MODELS);
    }

    static Stream<String> codes() throws IOException {
        try (var files = Files.list(INVALID)) {
            return files
                    .map(file -> file.getFileName().toString().replaceAll("\\.yaml$", ""))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void given_the_example_for_a_model_in_a_file__when_validated__then_it_is_free_of_issues() {
        var result = validate(Configs.read(Path.of("examples/configs/local-gguf.yaml")));

        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("codes")
    @Tag("workflow-2")
    void given_a_minimal_bad_file__when_validated__then_its_code_and_line_are_named(String code) {
        var yaml = Configs.read(INVALID.resolve(code + ".yaml"));
        var marked = yaml.lines().toList().stream().filter(it -> it.contains("# here")).toList();
        var line = yaml.lines().toList().indexOf(marked.getFirst()) + 1;

        var result = validate(yaml);

        var issues = Stream.concat(result.errors().stream(), result.warnings().stream()).toList();
        assertThat(issues)
                .as("all issues: %s", issues)
                .anySatisfy(
                        issue -> {
                            assertThat(issue.code()).isEqualTo(code);
                            assertThat(issue.line()).isEqualTo(line);
                            assertThat(issue.column()).isPositive();
                            assertThat(issue.message()).endsWith(".").hasSizeGreaterThan(20);
                        });
        assertThat(result.errors())
                .extracting(Issue::code)
                .containsOnly(result.valid() ? new String[0] : new String[] {code});
    }

    @Test
    @Tag("workflow-2")
    void given_the_bad_files__when_counted__then_every_code_has_one() throws IOException {
        assertThat(codes())
                .containsExactlyInAnyOrder(
                        "config.yaml_syntax",
                        "config.empty",
                        "config.not_a_map",
                        "config.missing_states",
                        "config.unknown_key",
                        "config.settings_conflict",
                        "config.bad_value",
                        "state.bad_name",
                        "state.unknown_type",
                        "state.initial_missing",
                        "state.initial_multiple",
                        "state.terminal_missing",
                        "state.initial_next_missing",
                        "state.unknown_target",
                        "state.unknown_transition_key",
                        "state.missing_transition",
                        "state.no_transitions",
                        "state.unreachable",
                        "state.cycle_without_exit",
                        "state.unguarded_cycle",
                        "state.fanout_without_agents",
                        "state.output_collision",
                        "state.bad_path",
                        "state.input_never_produced",
                        "agent.not_defined",
                        "agent.disabled",
                        "agent.unroutable",
                        "agent.unknown_model",
                        "agent.fallback_cycle",
                        "agent.command_ignored",
                        "persona.unknown",
                        "persona.required",
                        "persona.contract_mismatch",
                        "credit.duplicate_weight",
                        "breaker.unknown_rule",
                        "breaker.soft_above_hard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline", "groq-production", "ollama-local", "legacy-claude"})
    @Tag("workflow-2")
    void given_a_shipped_file__when_validated__then_nothing_is_found(String slug) {
        var result = validate(Configs.shipped(slug));

        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.contentHash()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state.unreachable",
                "state.unknown_target",
                "state.initial_multiple",
                "state.cycle_without_exit",
                "agent.disabled",
                "persona.unknown"
            })
    @Tag("workflow-3")
    void given_a_fault_that_would_show_in_mid_run__when_validated__then_there_is_no_configuration(
            String code) {
        var result = validate(Configs.read(INVALID.resolve(code + ".yaml")));

        assertThat(result.valid()).isFalse();
        assertThat(result.config()).isEmpty();
        assertThat(result.errors()).extracting(Issue::code).contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b.md", "workflow/drafts/x.md", "drafts/{agent}_draft.md"})
    @Tag("workflow-8")
    void given_a_name_inside_the_run__when_normalised__then_it_is_accepted(String reference) {
        assertThat(ArtefactNames.normalise(reference))
                .hasValueSatisfying(name -> assertThat(name).doesNotStartWith("workflow/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "/etc/passwd",
                "a/../b",
                "a\\b",
                "C:/x",
                "a//b",
                "",
                "a/",
                "a\0b",
                "a\nb"
            })
    @Tag("workflow-8")
    void given_a_name_that_leads_outside__when_normalised__then_it_is_refused(String reference) {
        assertThat(ArtefactNames.normalise(reference)).isEmpty();
    }

    static Stream<String> hostile() {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (var i = 1; i < 25; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        var laughs = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 10; i++) {
            laughs.append("a%d: &a%d [%s*a%d]\n".formatted(i, i, "*a" + (i - 1) + ", ", i - 1));
            laughs.append("b%d: [%s]\n".formatted(i, ("*a" + i + ", ").repeat(20)));
        }
        return Stream.of(
                bomb.toString(),
                laughs.toString(),
                "states: {}\nstates: {}\n",
                "states: !!java.net.URL [\"http://localhost\"]\n",
                "states: !mine {}\n",
                "states: &x {a: *x}\n",
                "states: " + "[".repeat(100_000),
                "x: " + "y".repeat(YamlText.MAX_BYTES),
                "a: 1\n---\nb: 2\n",
                "? {a: b}\n: c\n",
                "a: \u0001\n");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    @Tag("workflow-11")
    void given_hostile_text__when_validated__then_it_is_refused_within_a_second(String yaml) {
        // Time of the processor, so that a busy machine does not count.
        var clock = ManagementFactory.getThreadMXBean();
        var begin = clock.getCurrentThreadCpuTime();

        var result = Configs.validate(yaml);

        assertThat(Duration.ofNanos(clock.getCurrentThreadCpuTime() - begin))
                .isLessThan(Duration.ofSeconds(1));
        assertThat(result.errors()).extracting(Issue::code).containsExactly("config.yaml_syntax");
    }

    @Test
    void given_a_missing_key__when_reported__then_the_nearest_parent_is_the_place() {
        var result = Configs.validate("states:\n  start: {type: initial, next: start}\n");

        assertThat(result.errors())
                .filteredOn(issue -> issue.code().equals("state.terminal_missing"))
                .singleElement()
                .returns(1, Issue::line)
                .returns("/states", Issue::path);
    }

    @Test
    void given_several_faults__when_validated__then_all_come_at_once_in_the_order_of_the_text() {
        var result =
                Configs.validate(
                        """
                        states:
                          start: {type: initial, next: nowhere}
                          ask: {agent: ghost, persona: poet, next: done}
                          done: {type: terminal}
                        """);

        assertThat(result.errors())
                .extracting(Issue::code)
                .isEqualTo(
                        List.of(
                                "state.unknown_target",
                                "state.unreachable",
                                "agent.not_defined",
                                "persona.unknown",
                                "state.unreachable"));
    }

    @Test
    void given_the_user_guide__when_its_examples_are_validated__then_they_hold() {
        var blocks =
                Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                        .matcher(Configs.read(Path.of("docs/user-guide/configurations.md")))
                        .results()
                        .map(block -> block.group(1))
                        .toList();

        var smallest = validate(blocks.getFirst());
        var withLimits = validate(blocks.getFirst() + blocks.getLast());

        assertThat(blocks).hasSize(2);
        assertThat(smallest.errors()).isEmpty();
        assertThat(smallest.warnings()).isEmpty();
        assertThat(withLimits.config().orElseThrow().breaker())
                .isEqualTo(smallest.config().orElseThrow().breaker());
    }

    @Test
    @Tag("workflow-65")
    void given_a_retired_model__when_validated__then_its_replacement_is_told_as_a_warning() {
        var retired = "Model old was retired on 2026-02-01; new is used instead.";
        var models =
                new ModelKnowledge() {
                    @Override
                    public Optional<String> provider(AgentDefinition agent) {
                        return Configs.MODELS.provider(agent);
                    }

                    @Override
                    public boolean modelKnown(AgentDefinition agent) {
                        return Configs.MODELS.modelKnown(agent);
                    }

                    @Override
                    public boolean free(String provider) {
                        return Configs.MODELS.free(provider);
                    }

                    @Override
                    public Optional<String> retired(AgentDefinition agent) {
                        return agent.name().equals("groq-mixtral")
                                ? Optional.of(retired)
                                : Optional.empty();
                    }
                };

        var result =
                new ConfigValidator()
                        .validate(Configs.shipped("groq-production"), Configs.PERSONAS, models);

        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings())
                .filteredOn(issue -> issue.code().equals("agent.retired_model"))
                .singleElement()
                .satisfies(issue -> assertThat(issue.message()).isEqualTo(retired));
    }
}
