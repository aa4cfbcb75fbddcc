package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The map of the security standard is whole, and the tests it names are there. */
class SecurityMapTests {
    private static final Path MAP = Path.of("docs/security/asvs.md");
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| (\\d+\\.\\d+\\.\\d+) \\| ([12]) \\| [^|]+ \\| (Held|In part|Not|Other|None here)\\b[^|]+ \\|$");
    private static final Pattern TEST =
            Pattern.compile("`(\\w+(?:Tests|IT)|[\\w-]+\\.(?:spec\\.ts|test\\.tsx))`");

    @Test
    void given_the_map__then_it_has_every_requirement_of_both_levels_once() throws IOException {
        var rows = ROW.matcher(Files.readString(MAP)).results().toList();

        assertThat(rows).extracting(row -> row.group(1)).doesNotHaveDuplicates();
        assertThat(ofLevel(rows, "1")).hasSize(70);
        assertThat(ofLevel(rows, "2")).hasSize(183);
    }

    @Test
    void given_the_map__then_every_test_it_names_exists() throws IOException {
        var named =
                TEST.matcher(Files.readString(MAP))
                        .results()
                        .map(match -> match.group(1))
                        .distinct()
                        .toList();

        var there = new ArrayList<String>();
        for (var folder : List.of("src/test/java", "gui/src", "gui/e2e")) {
            try (var files = Files.walk(Path.of(folder))) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .map(name -> name.replaceFirst("\\.java$", ""))
                        .forEach(there::add);
            }
        }
        assertThat(named).hasSizeGreaterThan(50);
        assertThat(there).containsAll(named);
    }

    private static List<MatchResult> ofLevel(List<MatchResult> rows, String level) {
        return rows.stream().filter(row -> row.group(2).equals(level)).toList();
    }
}
