package com.postmagiq.cli;

import com.postmagiq.transcription.Transcribing;
import com.postmagiq.transcription.Transcription;
import com.postmagiq.transcription.Transcriptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Speech from a file as text on standard output, ready to be a story. */
@Command(name = "transcribe", description = "Turns an audio file into text.")
final class TranscribeCommand implements Callable<Integer> {
    /** A server on the same database goes on then, should this process have died. */
    private static final Duration LEFT_TO_US = Duration.ofMinutes(15);

    private final Cli cli;

    @Parameters(paramLabel = "FILE", description = "mp3, wav, m4a, mp4, mpeg, webm or ogg.")
    private @Nullable Path file;

    @Option(
            names = "--language",
            paramLabel = "CODE",
            description = "Such as en; without it the model finds out.")
    private @Nullable String language;

    @Option(
            names = "--prompt",
            paramLabel = "WORDS",
            description = "Names and words that occur, spelled right.")
    private @Nullable String prompt;

    TranscribeCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        var audio = file;
        if (audio == null || !Files.isRegularFile(audio)) {
            throw new CommandFailure(Exit.CONFIGURATION, "There is no file '%s'.".formatted(audio));
        }
        var terminal = cli.terminal();
        try (var desk =
                Desk.inOrNew(cli.launcher().command(List.of()), cli.workspace(), terminal)) {
            var ended = desk.call(() -> transcribe(desk, audio));
            terminal.document(ended);
            var text = ended.text();
            if (text == null) {
                throw new CommandFailure(
                        ended.status().equals("failed") ? Exit.AGENT : Exit.FAILED,
                        ended.errorDetail() == null
                                ? "The transcription was cancelled."
                                : ended.errorDetail());
            }
            terminal.say(text);
            return Exit.OK;
        }
    }

    private Transcription transcribe(Desk desk, Path audio) {
        var transcriptions = desk.bean(Transcriptions.class);
        var asked = submit(desk, transcriptions, audio);
        cli.terminal().note("Listening to %s with %s", audio.getFileName(), asked.model());
        work(desk.bean(Transcribing.class), asked.id());
        return transcriptions.get(asked.id());
    }

    private Transcription submit(Desk desk, Transcriptions transcriptions, Path audio) {
        try (var in = Files.newInputStream(audio)) {
            return transcriptions.submit(
                    new Transcriptions.Request(
                            Transcriptions.SourceType.UPLOAD,
                            String.valueOf(audio.getFileName()),
                            Files.size(audio),
                            in,
                            language,
                            prompt),
                    desk.actor().userId(),
                    Instant.now().plus(LEFT_TO_US));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The file %s cannot be read (%s).".formatted(audio, e.getMessage()), e);
        }
    }

    private void work(Transcribing transcribing, UUID id) {
        for (var again = transcribing.attempt(id);
                again.isPresent();
                again = transcribing.attempt(id)) {
            cli.terminal().note("No answer yet; trying again in %d s", again.get().toSeconds());
            try {
                Thread.sleep(again.get());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new CommandFailure(
                        Exit.INTERRUPTED, "Interrupted; a running server goes on in 15 minutes.");
            }
        }
    }
}
