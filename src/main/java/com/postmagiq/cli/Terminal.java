package com.postmagiq.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command speaks: results on standard output, one JSON document there when that is asked
 * for, and everything a person follows along the way on standard error.
 */
final class Terminal {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private final BufferedReader input;
    private final PrintStream results;
    private final PrintStream notes;
    private final boolean person;
    private boolean quiet;
    private boolean json;
    private boolean colour;

    /**
     * @param person whether somebody sits there who can be asked
     */
    Terminal(InputStream input, PrintStream results, PrintStream notes, boolean person) {
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        this.results = results;
        this.notes = notes;
        this.person = person;
        this.colour = person;
    }

    /** The one of this process. */
    @SuppressWarnings("SystemConsoleNull") // without a terminal JDK 25 answers null again
    static Terminal ofProcess() {
        var utf8 = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        var person = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return new Terminal(System.in, utf8, errors, person);
    }

    void configure(boolean asJson, boolean withoutNotes, boolean withoutColour) {
        json = asJson;
        quiet = withoutNotes;
        colour = person && !withoutColour && System.getenv("NO_COLOR") == null;
    }

    /** For those who print results by themselves. */
    PrintStream results() {
        return results;
    }

    boolean json() {
        return json;
    }

    /** Whether somebody can be asked. */
    boolean person() {
        return person;
    }

    /** A line of the result; nothing when JSON was asked for, which then is the result. */
    void say(String line) {
        if (!json) {
            results.println(line);
        }
    }

    void say(String format, @Nullable Object... values) {
        say(format.formatted(values));
    }

    /** The result as JSON. */
    void document(Object value) {
        if (json) {
            results.println(JSON.writeValueAsString(value));
        }
    }

    /** Progress, advice; silent with {@code --quiet}. */
    void note(String line) {
        if (!quiet) {
            notes.println(line);
        }
    }

    void note(String format, @Nullable Object... values) {
        note(format.formatted(values));
    }

    /** What went wrong. */
    void complain(@Nullable String line) {
        notes.println(line);
    }

    /** A line that the next one overwrites; only for a person who watches. */
    void status(String line) {
        if (person && !quiet) {
            notes.print("\r\u001b[K" + line);
            notes.flush();
        }
    }

    /** A prompt on standard error, then what was typed; null at the end of the input. */
    @Nullable String ask(String prompt) {
        notes.print(prompt);
        notes.flush();
        return readLine();
    }

    @Nullable String readLine() {
        try {
            return input.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input cannot be read", e);
        }
    }

    String bold(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    String dim(String text) {
        return colour ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    String good(String text) {
        return colour ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    String bad(String text) {
        return colour ? "\u001b[31m" + text + "\u001b[0m" : text;
    }
}
