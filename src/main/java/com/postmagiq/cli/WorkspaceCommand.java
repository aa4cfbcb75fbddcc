package com.postmagiq.cli;

import com.postmagiq.archive.ArchiveDiff;
import com.postmagiq.archive.WorkspaceArchives;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.operations.Operation;
import com.postmagiq.workspace.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whole workspaces out and in. */
@Command(name = "workspace", description = "Takes whole workspaces out and in.")
final class WorkspaceCommand {
    private final Cli cli;

    WorkspaceCommand(Cli cli) {
        this.cli = cli;
    }

    @Command(name = "export", description = "Writes a workspace with all it holds into a zip.")
    int export(
            @Parameters(paramLabel = "SLUG", description = "The part after /w/ in the browser.")
                    String slug,
            @Option(names = "--out", paramLabel = "FILE", required = true) Path out) {
        try (var desk = Desk.in(cli.launcher().command(List.of()), slug)) {
            var leftOut = desk.call(() -> written(desk, out));
            cli.terminal().document(Map.of("file", out.toString(), "left_out", leftOut));
            cli.terminal().say("%s holds the workspace %s", out, slug);
            leftOut.forEach((part, rows) -> cli.terminal().note("%d of %s go on here", rows, part));
            return Exit.OK;
        }
    }

    private static Map<String, Long> written(Desk desk, Path out) {
        try {
            return desk.bean(WorkspaceArchives.class).export(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Command(name = "import", description = "Makes a new workspace of a zip.")
    int take(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--name", description = "Instead of the one in the archive.")
                    @Nullable String name) {
        if (!Files.isReadable(file)) {
            throw new CommandFailure(
                    Exit.CONFIGURATION, "There is no file %s to read.".formatted(file));
        }
        var context = cli.launcher().command(List.of());
        try (var desk = Desk.inOrNew(context, cli.workspace(), cli.terminal())) {
            var ended = taken(desk, file, name);
            if (!ended.status().equals("succeeded")) {
                throw new CommandFailure(
                        Exit.FAILED,
                        Objects.requireNonNullElse(
                                ended.errorDetail(),
                                "The import is %s; the server goes on with it."
                                        .formatted(ended.status())));
            }
            var result = Objects.requireNonNull(ended.result());
            var id = UUID.fromString(String.valueOf(result.get("workspace_id")));
            var slug =
                    CurrentWorkspace.call(id, () -> desk.bean(Workspaces.class).current().slug());
            cli.terminal().document(Map.of("workspace", slug, "rows", result.get("rows")));
            cli.terminal().say("Made the workspace %s: %s rows", slug, result.get("rows"));
            return Exit.OK;
        }
    }

    private static Operation taken(Desk desk, Path file, @Nullable String name) {
        try {
            return desk.bean(WorkspaceArchives.class).take(desk.actor().userId(), file, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Command(
            name = "diff",
            description =
                    "Compares two exported workspaces; ends with 1 where they are not the same.")
    int diff(
            @Parameters(paramLabel = "A.zip") Path one,
            @Parameters(paramLabel = "B.zip") Path other) {
        try {
            var differences = ArchiveDiff.between(one, other);
            cli.terminal().document(Map.of("differences", differences));
            differences.forEach(each -> cli.terminal().say("%s", each));
            return differences.isEmpty() ? Exit.OK : Exit.FAILED;
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.CONFIGURATION, "The archives cannot be read: " + e.getMessage(), e);
        }
    }
}
