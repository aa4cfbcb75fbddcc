package com.postmagiq.cli;

import com.postmagiq.workflow.registry.RegistrySync;
import com.postmagiq.workflow.registry.RegistrySync.Change;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Registry and files into the database, as every start of a server does. */
@Command(
        name = "sync-workflows",
        description = "Brings workflows/registry.yaml and its files into the database.")
final class SyncCommand implements Callable<Integer> {
    private final Cli cli;
    private final Terminal terminal;

    @Option(names = "--dry-run", description = "Says what would change and changes nothing.")
    private boolean dry;

    SyncCommand(Cli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    @Override
    public Integer call() {
        try (var context = cli.launcher().command(List.of())) {
            var outcome = context.getBean(RegistrySync.class).sync(dry);
            terminal.document(outcome);
            for (var line : outcome.lines()) {
                terminal.say(
                        "%s: %s%s",
                        line.slug(),
                        line.change().code(),
                        line.reason().map(reason -> " (" + reason + ")").orElse(""));
            }
            terminal.say(
                    "%d created, %d updated, %d unchanged, %d disabled%s",
                    outcome.count(Change.CREATED),
                    outcome.count(Change.UPDATED),
                    outcome.count(Change.UNCHANGED),
                    outcome.count(Change.DISABLED),
                    dry ? "; nothing was written" : "");
            if (outcome.standard().isEmpty()) {
                terminal.complain(
                        "The default of this deployment cannot be run; correct default_workflow in workflows/registry.yaml or the file it names.");
                return Exit.FAILED;
            }
            return Exit.OK;
        } catch (RuntimeException e) {
            // An unreadable registry or an unknown environment is a failed sync, whatever else.
            throw new CommandFailure(Exit.FAILED, String.valueOf(Sentences.of(e).getMessage()), e);
        }
    }
}
