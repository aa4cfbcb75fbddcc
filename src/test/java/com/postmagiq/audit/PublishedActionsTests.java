package com.postmagiq.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What modules tell and what the log can name are the same. */
class PublishedActionsTests {
    private static final Pattern PUBLISHED =
            Pattern.compile("Audited(?:\\.done)?\\(\\s*\"([a-z_]+\\.[a-z_]+)\"");

    @Test
    void given_all_sources__then_every_action_they_publish_has_a_label() throws IOException {
        var published = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(
                            file ->
                                    PUBLISHED
                                            .matcher(read(file))
                                            .results()
                                            .forEach(match -> published.add(match.group(1))));
        }

        assertThat(published).hasSizeGreaterThan(5);
        assertThat(published).allMatch(ActionCatalogue::knows);
        assertThat(ActionCatalogue.all())
                .allSatisfy(
                        action -> {
                            assertThat(action.label()).matches("[A-Z].*[^.]");
                            assertThat(action.action()).matches("[a-z_]+\\.([a-z_]+|\\*)");
                        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
