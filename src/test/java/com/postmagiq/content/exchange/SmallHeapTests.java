package com.postmagiq.content.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.kernel.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files as large as are taken, and a bomb, are read by a process with less memory than they have.
 */
class SmallHeapTests {
    private static final int HEAP_MEGABYTES = 12;
    private static final int ROWS = 10_000;
    private static final int TEXT = 1_900;
    private static final int BOMB_MEGABYTES = 400;

    @TempDir private Path folder;

    @Test
    @Tag("content-46")
    void given_a_heap_smaller_than_the_files__when_they_are_read__then_it_is_enough()
            throws IOException, InterruptedException {
        assertThat(table()).isGreaterThan((long) HEAP_MEGABYTES << 20);
        assertThat(document()).isGreaterThan((long) HEAP_MEGABYTES << 20);
        bomb();

        var program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx%dm".formatted(HEAP_MEGABYTES),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallHeapTests.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output").toFile())
                        .start();
        try {
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }

        assertThat(Files.readString(folder.resolve("output")))
                .isEqualTo(
                        """
                        posts.csv 10000
                        posts.jsonl 10000
                        bomb.zip import.unsafe_zip
                        """);
    }

    private long table() throws IOException {
        var file = folder.resolve("posts.csv");
        try (var out = Files.newBufferedWriter(file)) {
            out.write("topic,content\n");
            for (var row = 0; row < ROWS; row++) {
                out.write("Topic %d,\"%s\"\n".formatted(row, text(row)));
            }
        }
        return Files.size(file);
    }

    private long document() throws IOException {
        var file = folder.resolve("posts.jsonl");
        try (var out = Files.newBufferedWriter(file)) {
            for (var row = 0; row < ROWS; row++) {
                out.write(
                        "{\"kind\":\"post\",\"topic\":\"Topic %d\",\"content\":\"%s\"}\n"
                                .formatted(row, text(row)));
            }
        }
        return Files.size(file);
    }

    private static String text(int row) {
        return new Random(row)
                .ints(TEXT, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private void bomb() throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("bomb.zip")))) {
            zip.putNextEntry(new ZipEntry("a.md"));
            nothing(zip, 1);
            zip.putNextEntry(new ZipEntry("b.md"));
            nothing(zip, BOMB_MEGABYTES);
            zip.closeEntry();
        }
    }

    private static void nothing(OutputStream out, int megabytes) throws IOException {
        var block = new byte[1 << 20];
        for (var i = 0; i < megabytes; i++) {
            out.write(block);
        }
    }

    /** The other process: reads the files of a folder and says how many entries they have. */
    public static void main(String[] folder) throws IOException {
        for (var name : new String[] {"posts.csv", "posts.jsonl", "bomb.zip"}) {
            System.out.println(name + " " + read(Path.of(folder[0], name)));
        }
    }

    private static String read(Path file) throws IOException {
        var json = JsonMapper.builder().build();
        var counted = new Counted();
        try {
            ImportSource.read(
                    file,
                    ImportFormat.of(file, String.valueOf(file.getFileName()), json),
                    ImportChoices.NONE,
                    json,
                    counted);
            return String.valueOf(counted.entries);
        } catch (ProblemException refused) {
            return refused.problem().code();
        }
    }

    private static final class Counted implements EntrySink {
        private int entries;

        @Override
        public void entry(Entry entry) {
            entries++;
        }

        @Override
        public void issue(Issue issue) {
            // a text that is too long is told so, and read past
        }
    }
}
