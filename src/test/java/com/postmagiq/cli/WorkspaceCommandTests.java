package com.postmagiq.cli;

import static com.postmagiq.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace that moves from one installation to another, each with a database of its own. */
class WorkspaceCommandTests {
    @TempDir private Path folder = Path.of("");

    @Test
    @Tag("content-87")
    void given_two_installations__when_a_workspace_moves__then_its_second_archive_is_the_first()
            throws IOException {
        var here =
                Commands.settings(
                        Files.createDirectory(folder.resolve("here")),
                        "cli_archive_here",
                        TestPostgres.createDatabase("cli_archive_here"));
        var there =
                Commands.settings(
                        Files.createDirectory(folder.resolve("there")),
                        "cli_archive_there",
                        TestPostgres.createDatabase("cli_archive_there"));
        var first = folder.resolve("first.zip").toString();
        var second = folder.resolve("second.zip").toString();
        var story = "examples/stories/fire-company.md";
        run(here, "run", "--story", story, "--config", "offline", "--unattended");

        var out = run(here, "workspace", "export", "local-workspace", "--out", first);
        assertThat(out.exit()).as(out.notes()).isZero();
        var in = run(there, "workspace", "import", first, "--name", "Local workspace");
        assertThat(in.exit()).as(in.notes()).isZero();
        var slug = in.results().replaceAll("(?s).*workspace ([a-z0-9-]+):.*", "$1");
        var back = run(there, "workspace", "export", slug, "--out", second);
        assertThat(back.exit()).as(back.notes()).isZero();

        var same = run(there, "workspace", "diff", first, second);
        assertThat(same.results()).isEmpty();
        assertThat(same.exit()).isZero();
        var other = folder.resolve("other.zip").toString();
        run(there, "workspace", "export", "local-workspace", "--out", other);
        assertThat(run(there, "workspace", "diff", first, other).exit()).isEqualTo(Exit.FAILED);
    }
}
