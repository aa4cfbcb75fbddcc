package com.postmagiq.cli;

import com.postmagiq.workflow.config.Issue;
import com.postmagiq.workflow.config.ValidationResult;
import com.postmagiq.workflow.config.WorkflowCatalogue;
import com.postmagiq.workflow.control.Configurations;
import com.postmagiq.workflow.editing.ConfigEditing;
import com.postmagiq.workflow.editing.ConfigHistory;
import com.postmagiq.workflow.history.GraphViews;
import com.postmagiq.workflow.registry.RegistryFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which configurations there are, whether they hold, and how they came to be. */
@Command(
        name = "configs",
        description = "Lists, shows and validates configurations, and goes back in their history.")
final class ConfigsCommand {
    private static final int MOST = 200;

    private final Cli cli;
    private final Terminal terminal;

    ConfigsCommand(Cli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    /** A line of the list. */
    record Line(
            String name,
            String environment,
            @Nullable String tier,
            boolean enabled,
            boolean standard,
            boolean usable,
            @Nullable String reason,
            String description) {}

    @Command(name = "list", description = "The configurations of this deployment.")
    int list(
            @Option(names = "--all", description = "Also those that cannot run here.")
                    boolean all) {
        try (var context = cli.launcher().command(List.of())) {
            var lines = cli.inside(context, () -> lines(context, all));
            terminal.document(lines);
            var table =
                    new Table("name", "environment", "tier", "enabled", "default", "usable", "");
            lines.forEach(
                    line ->
                            table.row(
                                    line.name(),
                                    line.environment(),
                                    line.tier(),
                                    line.enabled() ? "yes" : "no",
                                    line.standard() ? "yes" : "",
                                    line.usable() ? "yes" : "no: " + line.reason(),
                                    line.description()));
            table.print(terminal);
            return Exit.OK;
        }
    }

    private static List<Line> lines(ConfigurableApplicationContext context, boolean all) {
        var configurations = context.getBean(Configurations.class);
        var standard = configurations.choose(null, null).slug();
        return configurations.catalogue().all().values().stream()
                .filter(listed -> all || listed.runnable())
                .map(listed -> line(configurations, listed, standard))
                .toList();
    }

    private static Line line(
            Configurations configurations, WorkflowCatalogue.Listed listed, String standard) {
        var entry = listed.entry();
        String reason =
                listed.disabled()
                        .map(why -> why.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .orElse(null);
        if (reason == null) {
            var unusable = configurations.choose(entry.slug(), null).unusable();
            reason = unusable.isEmpty() ? null : unusable.getFirst().reason();
        }
        return new Line(
                entry.slug(),
                entry.environment(),
                entry.tierRequired().orElse(null),
                listed.runnable(),
                entry.slug().equals(standard),
                reason == null,
                reason,
                entry.description().strip());
    }

    /** What a validation came to. */
    record Checked(boolean valid, List<Issue> errors, List<Issue> warnings) {}

    @Command(name = "validate", description = "Prints every error and warning with its line.")
    int validate(
            @Parameters(arity = "0..1", paramLabel = "NAME|FILE") @Nullable String what,
            @Option(names = "--all", description = "Every configuration of the registry.")
                    boolean all,
            @Option(names = "--strict", description = "Warnings count as errors.") boolean strict) {
        if (all == (what != null)) {
            throw new CommandFailure(
                    Exit.USAGE, "Name one configuration or file, or use --all for every one.");
        }
        try (var context = cli.launcher().command(List.of())) {
            var results = new LinkedHashMap<String, ValidationResult>();
            if (what != null && (what.contains("/") || what.matches(".*\\.ya?ml"))) {
                var file = Path.of(what);
                if (!Files.isRegularFile(file)) {
                    throw unknown(what);
                }
                results.put(
                        what,
                        context.getBean(RegistryFiles.class).validate(StorySource.read(file)));
            } else {
                registered(context.getBean(RegistryFiles.class), what, results);
            }
            return told(results, strict);
        }
    }

    private static void registered(
            RegistryFiles files, @Nullable String name, Map<String, ValidationResult> results) {
        for (var listed : files.catalogue().all().values()) {
            var slug = listed.entry().slug();
            if (name == null || name.equals(slug)) {
                results.put(
                        slug,
                        listed.result()
                                .orElseThrow(
                                        () ->
                                                new CommandFailure(
                                                        Exit.CONFIGURATION,
                                                        "The registry lists '%s', but its file %s is missing."
                                                                .formatted(
                                                                        slug,
                                                                        listed.entry()
                                                                                .configFile()))));
            }
        }
        if (results.isEmpty()) {
            throw unknown(String.valueOf(name));
        }
    }

    private int told(Map<String, ValidationResult> results, boolean strict) {
        var checked = new LinkedHashMap<String, Checked>();
        var failed = new ArrayList<String>();
        results.forEach(
                (name, result) -> {
                    checked.put(
                            name, new Checked(result.valid(), result.errors(), result.warnings()));
                    result.errors().forEach(issue -> terminal.say("%s:%s", name, issue));
                    result.warnings()
                            .forEach(issue -> terminal.say("%s:%s (warning)", name, issue));
                    if (!result.valid() || (strict && !result.warnings().isEmpty())) {
                        failed.add(name);
                    }
                    terminal.say(
                            "%s: %s, %d errors, %d warnings",
                            name,
                            failed.contains(name)
                                    ? terminal.bad("invalid")
                                    : terminal.good("valid"),
                            result.errors().size(),
                            result.warnings().size());
                });
        terminal.document(checked);
        return failed.isEmpty() ? Exit.OK : Exit.CONFIGURATION;
    }

    private static CommandFailure unknown(String name) {
        return new CommandFailure(
                Exit.CONFIGURATION,
                "There is no configuration '%s'; 'configs list --all' names them, and a file is given as ./name.yaml."
                        .formatted(name));
    }

    @Command(name = "show", description = "What a configuration does, state by state.")
    int show(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--tier", paramLabel = "T") @Nullable String tier) {
        try (var context = cli.launcher().command(List.of())) {
            var choice =
                    cli.inside(
                            context,
                            () -> context.getBean(Configurations.class).choose(name, tier));
            var graph = GraphViews.of(choice.config());
            terminal.document(choice);
            terminal.say(
                    "%s, tier %s: %d credits", name, choice.tier().slug(), choice.price().total());
            terminal.say("");
            for (var node : graph.nodes()) {
                terminal.say("%s  (%s)", terminal.bold(node.state()), node.type());
                node.slots()
                        .forEach(
                                slot ->
                                        terminal.say(
                                                "    %s%s",
                                                slot.agent(),
                                                slot.persona() == null
                                                        ? ""
                                                        : " as " + slot.persona()));
                graph.edges().stream()
                        .filter(edge -> edge.from().equals(node.state()))
                        .forEach(edge -> terminal.say("    --%s--> %s", edge.key(), edge.to()));
            }
            terminal.say("");
            var limits = choice.config().breaker();
            terminal.say(
                    "Limits: %s transitions, %s s of work, $%s",
                    limits.transitionLimit(), limits.timeoutSeconds(), limits.maxCostHard());
            return Exit.OK;
        }
    }

    @Command(name = "history", description = "The versions of a configuration.")
    int history(@Parameters(paramLabel = "NAME") String name) {
        try (var desk = desk()) {
            var versions =
                    desk.call(() -> desk.bean(ConfigHistory.class).page(name, null, MOST)).items();
            terminal.document(versions);
            var table = new Table("version", "saved at", "hash", "note");
            versions.forEach(
                    it ->
                            table.row(
                                    it.version(),
                                    it.createdAt(),
                                    it.contentHash().substring(0, 12),
                                    it.restoredFrom() == null
                                            ? it.note()
                                            : "text of version %d %s"
                                                    .formatted(it.restoredFrom(), it.note())
                                                    .strip()));
            table.print(terminal);
            return Exit.OK;
        }
    }

    @Command(name = "diff", description = "What changed between two versions.")
    int diff(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--from", paramLabel = "N", description = "Default: the one before.")
                    @Nullable Integer from,
            @Option(names = "--to", paramLabel = "N", description = "Default: the newest.")
                    @Nullable Integer to) {
        try (var desk = desk()) {
            var diff = desk.call(() -> desk.bean(ConfigHistory.class).diff(name, from, to));
            terminal.document(diff);
            terminal.say("%s, version %d to %d", name, diff.from(), diff.to());
            diff.summary()
                    .forEach(
                            it ->
                                    terminal.say(
                                            "  %-10s %s: %s -> %s",
                                            it.kind(), it.path(), it.before(), it.after()));
            diff.price()
                    .forEach(
                            it ->
                                    terminal.say(
                                            "  price      %s: %d -> %d credits",
                                            it.tier(), it.before(), it.after()));
            for (var hunk : diff.lines()) {
                if (!hunk.op().equals("equal")) {
                    var sign = hunk.op().equals("insert") ? "+" : "-";
                    hunk.text().lines().forEach(line -> terminal.say("%s %s", sign, line));
                }
            }
            return Exit.OK;
        }
    }

    @Command(name = "rollback", description = "Makes an old text the newest version.")
    int rollback(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--to", paramLabel = "N", description = "Default: the one before.")
                    @Nullable Integer to) {
        try (var desk = desk()) {
            var version =
                    desk.call(
                            () -> desk.bean(ConfigEditing.class).rollback(name, to, desk.actor()));
            terminal.document(Map.of("name", name, "version", version));
            terminal.say("%s is at version %d now.", name, version);
            return Exit.OK;
        }
    }

    private Desk desk() {
        return Desk.in(cli.launcher().command(List.of()), cli.workspace());
    }
}
