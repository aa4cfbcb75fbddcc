package com.postmagiq.agents.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A folder of little programs that stand in for the command-line tools. Each writes down what it
 * was given beside itself, then does what the test says.
 */
public record ScriptedTools(Path folder) {

    /**
     * Makes one.
     *
     * @param name claude, gemini or codex
     * @param script lines of sh; {@code $here} is the folder, standard input has been read to
     *     {@code $here/NAME.input}
     */
    public ScriptedTools with(String name, String script) {
        var text =
                """
                #!/bin/sh
                here='%s'
                printf '%%s\\n' "$@" > "$here/%s.arguments"
                env > "$here/%s.environment"
                pwd > "$here/%s.folder"
                ls -A >> "$here/%s.folder"
                cat > "$here/%s.input"
                printf 'x' >> "$here/%s.calls"
                %s
                """
                        .formatted(folder, name, name, name, name, name, name, script);
        try {
            var file = folder.resolve(name);
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tool that prints this and ends well. */
    public ScriptedTools saying(String name, String output) {
        var file = folder.resolve(name + ".output");
        try {
            Files.writeString(file, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return with(name, "cat \"$here/%s.output\"".formatted(name));
    }

    /** What was written down: arguments, environment, folder, input or calls. */
    public String seen(String name, String what) {
        try {
            return Files.readString(folder.resolve(name + "." + what), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> arguments(String name) {
        return seen(name, "arguments").lines().toList();
    }
}
