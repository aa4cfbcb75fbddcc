package com.postmagiq.voice.eval;

import com.postmagiq.quality.Texts;
import com.postmagiq.voice.measure.WriterTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the file of other writers that texts are compared with, {@code
 * src/main/resources/voice/en/writers.txt}, out of texts of many writers: JSON lines with {@code
 * author} and {@code text}.
 */
public final class WritersFile {
    private WritersFile() {}

    /** Reads the file named by the first argument and writes the one named by the second. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("Name two files: WritersFile texts.jsonl writers.txt");
            System.exit(2);
        }
        var json = JsonMapper.shared();
        var texts = new TreeMap<String, List<String>>();
        for (var line : Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8)) {
            var node = json.readTree(line);
            texts.computeIfAbsent(node.required("author").asString(), _ -> new ArrayList<>())
                    .add(Texts.normalise(node.required("text").asString()));
        }
        Files.write(Path.of(arguments[1]), WriterTables.of(texts, "en"), StandardCharsets.UTF_8);
    }
}
