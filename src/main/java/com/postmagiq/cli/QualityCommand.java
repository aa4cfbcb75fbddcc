package com.postmagiq.cli;

import com.postmagiq.quality.CheckRequest;
import com.postmagiq.quality.ProvenanceTracer;
import com.postmagiq.quality.QualityChecks;
import com.postmagiq.quality.Source;
import com.postmagiq.quality.Texts;
import com.postmagiq.workflow.history.QualityViews;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The checks over any text file. Needs neither database nor model. */
@Command(name = "quality", description = "Checks a text without any model.")
final class QualityCommand {
    private final Terminal terminal;

    QualityCommand(Cli cli) {
        this.terminal = cli.terminal();
    }

    @Command(name = "check", description = "Exits with 1 when a finding blocks.")
    int check(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(
                            names = "--story",
                            paramLabel = "FILE",
                            description = "What its facts may come from.")
                    @Nullable Path story) {
        var quality = quality(file, story);
        terminal.document(quality);
        new PostReport(terminal).quality(quality);
        return quality.passed() ? Exit.OK : Exit.FAILED;
    }

    static QualityViews.Quality quality(Path file, @Nullable Path story) {
        var text = Texts.normalise(StorySource.read(file));
        List<Source> sources =
                story == null
                        ? List.of()
                        : List.of(Source.story(Texts.normalise(StorySource.read(story))));
        return QualityViews.of(
                new QualityChecks().check(CheckRequest.of(text, sources)),
                new ProvenanceTracer().trace(text, sources, List.of()));
    }
}
