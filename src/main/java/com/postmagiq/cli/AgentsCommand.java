package com.postmagiq.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentSettings;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.Route;
import com.postmagiq.workflow.config.WorkflowCatalogue;
import com.postmagiq.workflow.control.Configurations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which agents the configurations name, and whether they could be called now. */
@Command(name = "agents", description = "Lists and checks agents.")
final class AgentsCommand {
    private final Cli cli;
    private final Terminal terminal;

    AgentsCommand(Cli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    /** An agent of a configuration and where its calls go. */
    record Line(String config, @JsonIgnore AgentDefinition definition, Route route) {
        @JsonProperty
        String agent() {
            return definition.name();
        }
    }

    @Command(name = "list", description = "The agents of all configurations.")
    int list() {
        try (var context = cli.launcher().command(List.of())) {
            var lines = lines(context, AgentSettings.Mode.AUTO);
            terminal.document(lines);
            print(lines);
            return Exit.OK;
        }
    }

    @Command(name = "check", description = "Exits with 4 when an agent cannot be called.")
    int check(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "NAME",
                            description = "One agent; without it all of them.")
                    @Nullable String name,
            @Option(
                            names = "--live",
                            description =
                                    "Makes one tiny call of each and says what it cost. Models with a price are paid.")
                    boolean live,
            @Option(
                            names = "--mode",
                            paramLabel = "MODE",
                            description = "api or cli, whatever the settings say.")
                    AgentSettings.@Nullable Mode mode) {
        try (var context = cli.launcher().command(List.of())) {
            var way = Objects.requireNonNullElse(mode, AgentSettings.Mode.AUTO);
            var lines =
                    lines(context, way).stream()
                            .filter(line -> name == null || line.agent().equals(name))
                            .toList();
            if (lines.isEmpty()) {
                throw new CommandFailure(
                        Exit.CONFIGURATION,
                        "No configuration names an agent '%s'; see 'agents list'.".formatted(name));
            }
            if (live) {
                return new LiveCheck(context.getBean(Agents.class), way, terminal).of(lines);
            }
            terminal.document(lines);
            print(lines);
            return lines.stream().allMatch(line -> line.route().available()) ? Exit.OK : Exit.AGENT;
        }
    }

    private static List<Line> lines(
            ConfigurableApplicationContext context, AgentSettings.Mode mode) {
        var configurations = context.getBean(Configurations.class);
        var agents = context.getBean(Agents.class);
        var lines = new ArrayList<Line>();
        configurations.catalogue().all().values().stream()
                .filter(WorkflowCatalogue.Listed::runnable)
                .map(listed -> listed.entry().slug())
                .forEach(
                        slug ->
                                configurations
                                        .choose(slug, null)
                                        .config()
                                        .agents()
                                        .values()
                                        .forEach(
                                                agent ->
                                                        lines.add(
                                                                new Line(
                                                                        slug,
                                                                        agent,
                                                                        agents.route(
                                                                                agent, mode)))));
        // Whatever file the operator named can be tried before any configuration uses it.
        agents.localModel()
                .ifPresent(
                        route ->
                                lines.add(
                                        new Line(
                                                "LOCAL_MODEL",
                                                AgentDefinition.named(route.provider()),
                                                route)));
        return lines;
    }

    private void print(List<Line> lines) {
        var table = new Table("config", "agent", "provider", "mode", "model", "usable");
        lines.forEach(
                line ->
                        table.row(
                                line.config(),
                                line.agent(),
                                line.route().provider(),
                                line.route().mode(),
                                line.route().model(),
                                line.route().available()
                                        ? "yes"
                                        : "no: " + line.route().unavailableReason()));
        table.print(terminal);
    }
}
