package com.postmagiq.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where each sentence of a text comes from. */
@Command(
        name = "provenance",
        description = "Shows where each sentence comes from; exits with 1 when a finding blocks.")
final class ProvenanceCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The text.")
    private Path file = Path.of("");

    @Option(names = "--story", paramLabel = "FILE", required = true, description = "Its story.")
    private Path story = Path.of("");

    ProvenanceCommand(Cli cli) {
        this.terminal = cli.terminal();
    }

    @Override
    public Integer call() {
        var quality = QualityCommand.quality(file, story);
        var provenance = Objects.requireNonNull(quality.provenance());
        terminal.document(provenance);
        provenance
                .sentences()
                .forEach(
                        sentence ->
                                terminal.say(
                                        "%-11s %s  %s",
                                        sentence.status(),
                                        String.format(Locale.ROOT, "%.2f", sentence.support()),
                                        sentence.text().replaceAll("\\s+", " ")));
        new PostReport(terminal).sources(provenance);
        return quality.passed() ? Exit.OK : Exit.FAILED;
    }
}
