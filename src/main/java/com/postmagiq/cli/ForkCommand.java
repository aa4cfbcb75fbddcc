package com.postmagiq.cli;

import com.postmagiq.workflow.control.ForkRequest;
import com.postmagiq.workflow.control.RunForks;
import com.postmagiq.workflow.history.RunHistory;
import com.postmagiq.workflow.run.Fork;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes on from a state of a run with changes; the run itself stays as it is. */
@Command(name = "fork", description = "Starts a run that goes on from a state of another one.")
final class ForkCommand implements Callable<Integer> {
    private final Cli cli;
    private final Terminal terminal;

    @Parameters(paramLabel = "RUN")
    private String reference = "";

    @Option(names = "--from", paramLabel = "STATE", required = true)
    private String state = "";

    @Option(names = "--visit", paramLabel = "N", description = "Which visit; else the latest.")
    private @Nullable Integer visit;

    @Option(names = "--slot", paramLabel = "AGENT", description = "Asks only this one again.")
    private List<String> slots = List.of();

    @Option(names = "--persona", paramLabel = "SLUG=FILE", description = "Another role text.")
    private Map<String, Path> personas = Map.of();

    @Option(names = "--model", paramLabel = "AGENT=MODEL", description = "Another model.")
    private Map<String, String> models = Map.of();

    @Option(names = "--note", paramLabel = "T", description = "Words to the entered state.")
    private @Nullable String note;

    @Option(
            names = "--text",
            paramLabel = "OUTPUT=FILE",
            description = "Another version of a text, by its id; see runs outputs.")
    private Map<UUID, Path> texts = Map.of();

    @Option(names = "--max-cost", paramLabel = "USD", description = "No call goes beyond it.")
    private @Nullable BigDecimal maxCost;

    @Option(names = "--max-credits", paramLabel = "N", description = "It may cost no more.")
    private @Nullable Integer maxCredits;

    ForkCommand(Cli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    @Override
    public Integer call() {
        var request = request();
        try (var desk = Desk.in(cli.launcher().command(List.of()), cli.workspace())) {
            var forks = desk.bean(RunForks.class);
            var source = desk.call(() -> desk.bean(RunHistory.class).idOf(reference));
            QuoteCommand.show(
                    terminal, desk.call(() -> forks.quote(source, request, desk.actor(), true)));
            var id = desk.call(() -> forks.start(source, request, desk.actor()));
            var run = desk.call(() -> desk.bean(RunHistory.class).run(id.toString(), true));
            terminal.document(run);
            terminal.say(
                    "Run %d goes on from %s of run %s. Follow it with: postmagiq run --resume %d",
                    run.number(), state, reference, run.number());
            return Exit.OK;
        }
    }

    private ForkRequest request() {
        var roles = new LinkedHashMap<String, String>();
        personas.forEach((slug, file) -> roles.put(slug, StorySource.read(file)));
        var agents = new LinkedHashMap<String, Fork.AgentChange>();
        models.forEach(
                (agent, model) -> agents.put(agent, new Fork.AgentChange(model, null, null)));
        return new ForkRequest(
                state,
                visit,
                slots,
                new Fork.Overrides(roles, agents, Map.of(), Map.of()),
                texts.entrySet().stream()
                        .map(
                                it ->
                                        new ForkRequest.Text(
                                                it.getKey(), StorySource.read(it.getValue())))
                        .toList(),
                note,
                maxCost,
                maxCredits,
                null,
                null);
    }
}
