package com.postmagiq.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The folders the application under test reads: configurations that tests write, and programs. */
final class NewsroomFiles {
    private NewsroomFiles() {}

    static Path directory() {
        try {
            var directory = Files.createTempDirectory("postmagiq-workflows-");
            Files.createDirectories(directory.resolve("configs"));
            for (var file : List.of("registry.yaml", "configs/offline.yaml")) {
                Files.copy(Path.of("workflows").resolve(file), directory.resolve(file));
            }
            Files.writeString(
                    directory.resolve("registry.yaml"),
                    """
                    version: "2.0"
                    workflows:
                      offline: {name: Offline, description: Rules only, config_file: configs/offline.yaml, environment: production}
                    deployment:
                      production: {include_environments: [production], default_workflow: offline}
                      staging: {include_environments: [production], default_workflow: offline}
                      development: {include_environments: [production, development], default_workflow: offline}
                    """);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("postmagiq-programs-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static synchronized void register(Path directory, String slug) {
        var registry = directory.resolve("registry.yaml");
        var entry =
                "  %s: {name: %s, description: Test, config_file: configs/%s.yaml, environment: production}\n"
                        .formatted(slug, slug, slug);
        write(registry, read(registry).replace("workflows:\n", "workflows:\n" + entry));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At once or not at all: the application may be reading. */
    static void write(Path file, String text) {
        try {
            var part = Files.writeString(Path.of(file + ".part"), text);
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
