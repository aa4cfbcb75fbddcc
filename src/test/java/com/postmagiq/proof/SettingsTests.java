package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every setting of ours is found where operators look for it. */
class SettingsTests {
    private static final Path YAML = Path.of("src/main/resources/application.yaml");
    private static final Pattern LINE = Pattern.compile("^( *)([a-z0-9-]+):(?: +(.*))?$");
    private static final Pattern ENVIRONMENT = Pattern.compile("^\\$\\{([A-Z0-9_]+):([^}]*)}$");

    /**
     * @param environment empty when only the property's own name works
     */
    private record Setting(String name, String environment, String standard, String meaning) {}

    private static final List<Setting> ALL = read();

    @Test
    void given_all_settings__when_they_are_listed__then_the_kept_page_says_the_same() {
        var page =
                new StringBuilder(
                        """
                        # Settings

                        Each setting can be given as an environment variable, as a property on the command
                        line (`--postmagiq.data-dir=/srv/postmagiq`) or in an `application.yaml` beside the
                        jar. A property without a variable of its own is reached by its name in capitals
                        with underscores. A test writes this page from the shipped `application.yaml`.

                        | Property | Variable | Default | Meaning |
                        | --- | --- | --- | --- |
                        """);
        for (var setting : ALL) {
            page.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                    setting.name(),
                                    code(setting.environment()),
                                    code(setting.standard()),
                                    setting.meaning()));
        }

        assertThat(ALL).hasSizeGreaterThan(20);
        Committed.assertKept("docs/admin-guide/settings.md", page.toString());
    }

    @Test
    void given_a_setting_with_a_variable__then_the_example_environment_names_it()
            throws IOException {
        var example = Files.readString(Path.of(".env.example"));

        assertThat(ALL)
                .filteredOn(setting -> !setting.environment().isEmpty())
                .allSatisfy(
                        setting ->
                                assertThat(example)
                                        .as(setting.name())
                                        .containsPattern(
                                                "(?m)^#? ?" + setting.environment() + "="));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    /** The part of the file that is ours, line by line; a setting's comment stands above it. */
    private static List<Setting> read() {
        var settings = new ArrayList<Setting>();
        var path = new ArrayDeque<String>();
        var comment = new ArrayList<String>();
        for (var line : lines()) {
            var text = line.strip();
            if (text.startsWith("#")) {
                comment.add(text.substring(1).strip());
                continue;
            }
            var match = LINE.matcher(line);
            if (!match.matches()) {
                comment.clear();
                continue;
            }
            while (path.size() > match.group(1).length() / 2) {
                path.removeLast();
            }
            path.addLast(match.group(2));
            var value = match.group(3);
            if (path.getFirst().equals("postmagiq") && value != null) {
                settings.add(setting(String.join(".", path), value, String.join(" ", comment)));
            }
            comment.clear();
        }
        return settings;
    }

    private static Setting setting(String name, String value, String meaning) {
        var variable = ENVIRONMENT.matcher(value);
        return variable.matches()
                ? new Setting(name, variable.group(1), variable.group(2), meaning)
                : new Setting(name, "", value, meaning);
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(YAML);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
