package com.postmagiq.cli;

import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.workflow.editing.PersonaViews;
import com.postmagiq.workflow.persona.PersonaCheck;
import com.postmagiq.workflow.persona.SystemPersonas;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The roles of agents: the product's, and those a workspace made its own. */
@Command(name = "personas", description = "Lists, shows, seeds and checks personas.")
final class PersonasCommand {
    private final Cli cli;
    private final Terminal terminal;

    PersonasCommand(Cli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    @Command(name = "list", description = "All personas.")
    int list() {
        try (var context = cli.launcher().command(List.of())) {
            var listing = cli.inside(context, () -> context.getBean(PersonaViews.class).list());
            terminal.document(listing);
            var table = new Table("name", "source", "version", "rules", "voice", "answers", "");
            listing.items()
                    .forEach(
                            it ->
                                    table.row(
                                            it.slug(),
                                            it.source() + (it.enabled() ? "" : " (off)"),
                                            it.version(),
                                            it.needsRules(),
                                            it.needsVoice() ? "yes" : "",
                                            it.outputKind(),
                                            it.outdated() ? "the product has a newer text" : ""));
            table.print(terminal);
            return Exit.OK;
        }
    }

    @Command(name = "show", description = "One persona with its text.")
    int show(@Parameters(paramLabel = "NAME") String name) {
        try (var context = cli.launcher().command(List.of())) {
            var view =
                    cli.inside(context, () -> context.getBean(PersonaViews.class).get(name, true));
            terminal.document(view);
            var template = String.valueOf(view.template());
            terminal.say(
                    "%s (%s, version %d), about %d tokens",
                    terminal.bold(view.name()),
                    view.source(),
                    view.version(),
                    TokenEstimate.likely(template));
            terminal.say("");
            terminal.say("%s", template);
            return Exit.OK;
        }
    }

    @Command(
            name = "seed",
            description = "Puts what ships into the database; equal texts stay as they are.")
    int seed() {
        return seed(cli, kind -> true);
    }

    /** Opening the product's personas seeds them; this says what that came to. */
    static int seed(Cli cli, Predicate<String> kind) {
        try (var context = cli.launcher().command(List.of())) {
            var lines =
                    context.getBean(SystemPersonas.class).seeded().stream()
                            .filter(line -> kind.test(line.kind()))
                            .toList();
            cli.terminal().document(lines);
            lines.forEach(
                    line ->
                            cli.terminal()
                                    .say(
                                            "%s %s: %s, version %d",
                                            line.kind(),
                                            line.slug(),
                                            line.added() ? "seeded" : "unchanged",
                                            line.version()));
            return Exit.OK;
        }
    }

    @Command(name = "check", description = "Whether every persona can be used.")
    int check() {
        try (var context = cli.launcher().command(List.of())) {
            var findings =
                    cli.inside(context, () -> context.getBean(PersonaCheck.class).findings());
            terminal.document(findings);
            findings.forEach(it -> terminal.say("%s: %s", it.slug(), it.message()));
            terminal.say(
                    findings.isEmpty()
                            ? terminal.good("All personas can be used.")
                            : terminal.bad("%d findings".formatted(findings.size())));
            return findings.isEmpty() ? Exit.OK : Exit.FAILED;
        }
    }
}
