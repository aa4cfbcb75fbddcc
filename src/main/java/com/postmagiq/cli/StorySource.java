package com.postmagiq.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the story a command names and reads it as text. */
final class StorySource {
    /** Far above the longest story, and far below what would hurt. */
    private static final long MOST_BYTES = 10_000_000;

    private static final String END = "END";

    /**
     * A story and what to call it.
     *
     * @param label null when only its own words can name it
     */
    record Story(String text, @Nullable String label) {}

    private final Terminal terminal;
    private final Path folder;

    /**
     * @param folder where labels and relative paths are looked up
     */
    StorySource(Terminal terminal, Path folder) {
        this.terminal = terminal;
        this.folder = folder;
    }

    /**
     * The story of {@code --story} and {@code --input}.
     *
     * @param input a file that holds the story, or - for standard input; wins over the search
     */
    Story find(@Nullable String story, @Nullable String input) {
        if (input != null) {
            var text =
                    input.equals("-")
                            ? untilEnd(false)
                            : read(
                                    file(input)
                                            .orElseThrow(
                                                    () ->
                                                            new CommandFailure(
                                                                    Exit.CONFIGURATION,
                                                                    "There is no file '%s'."
                                                                            .formatted(input))));
            return new Story(text, story == null ? label(input) : label(story));
        }
        if (story == null) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "No story is named: use --story FILE, --input FILE (or -), or --interactive.");
        }
        var places =
                List.of(
                        story,
                        "story_bank/processed/" + story + ".md",
                        "story_bank/raw/" + story + ".txt");
        for (var place : places) {
            var file = file(place);
            if (file.isPresent()) {
                return new Story(read(file.get()), label(story));
            }
        }
        throw new CommandFailure(
                Exit.CONFIGURATION,
                "There is no story '%s'; looked for %s."
                        .formatted(story, String.join(", ", places)));
    }

    /** A story typed or pasted, ended by a line END. */
    Story typed() {
        terminal.note("Paste the story; end it with a line %s.", END);
        return new Story(untilEnd(true), null);
    }

    private String untilEnd(boolean byMark) {
        var lines = new ArrayList<String>();
        for (var line = terminal.readLine();
                line != null && !(byMark && line.equals(END));
                line = terminal.readLine()) {
            lines.add(line);
        }
        return String.join("\n", lines);
    }

    private Optional<Path> file(String place) {
        try {
            var path = folder.resolve(place);
            return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The text of a file that must be text. */
    static String read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "The file %s has %,d bytes, which is no story; the limit is 100,000 characters."
                                .formatted(file, Files.size(file)));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "The file %s is not text in UTF-8: save it as plain text in that encoding."
                            .formatted(file),
                    e);
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.CONFIGURATION,
                    "The file %s cannot be read (%s).".formatted(file, e.getMessage()),
                    e);
        }
    }

    private static @Nullable String label(String place) {
        var name = place.substring(place.lastIndexOf('/') + 1).replaceFirst("\\.(md|txt)$", "");
        return name.isBlank() || name.equals("-") ? null : name;
    }
}
