package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The lists of what holds, and the tests that prove it, name the same numbers. */
class AcceptanceTests {
    private static final Path LISTS = Path.of("docs/acceptance");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path BROWSER_TESTS = Path.of("gui/e2e");

    private static final Pattern ROW = Pattern.compile("^\\|\\s*(\\d[^|]*)\\|");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"([a-z]+-\\d+)\"\\)");
    private static final Pattern TITLE = Pattern.compile("@([a-z]+-\\d+)");

    @Test
    void given_the_lists_of_what_holds__then_every_line_has_a_test_and_every_tagged_test_a_line() {
        var listed = listed();
        var proven = proven();

        assertThat(listed).hasSizeGreaterThan(50);
        assertThat(difference(listed, proven)).as("listed without a test").isEmpty();
        assertThat(difference(proven, listed)).as("tests whose number no list has").isEmpty();
    }

    /** The first column of each table, under the area its file is named for. */
    private static Set<String> listed() {
        var found = new TreeSet<String>();
        for (var file : files(LISTS, ".md")) {
            var area = String.valueOf(file.getFileName()).replace(".md", "");
            for (var line : read(file).lines().toList()) {
                var row = ROW.matcher(line);
                if (row.find()) {
                    NUMBER.matcher(row.group(1))
                            .results()
                            .forEach(number -> found.add(area + "-" + number.group()));
                }
            }
        }
        return found;
    }

    private static Set<String> proven() {
        var found = new TreeSet<String>();
        files(TESTS, ".java").forEach(file -> collect(TAG, read(file), found));
        files(BROWSER_TESTS, ".spec.ts").forEach(file -> collect(TITLE, read(file), found));
        return found;
    }

    private static void collect(Pattern pattern, String text, Set<String> found) {
        pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
    }

    private static Set<String> difference(Set<String> these, Set<String> those) {
        return these.stream()
                .filter(number -> !those.contains(number))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Path> files(Path folder, String ending) {
        try (var all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
