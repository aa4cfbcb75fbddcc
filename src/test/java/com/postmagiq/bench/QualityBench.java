package com.postmagiq.bench;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.quality.CheckRequest;
import com.postmagiq.quality.QualityChecks;
import com.postmagiq.quality.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How long the checks take over a post of 400 words against sources of 2,000, once warm. */
final class QualityBench {
    private static final int POST_WORDS = 400;
    private static final int SOURCE_WORDS = 2000;
    private static final int CHECKS_A_ROUND = 40;

    private QualityBench() {}

    /**
     * @param warmUp how many checks run before the first one counts
     */
    static List<Measured> measure(int warmUp, int rounds) {
        var stories =
                Stream.of("matching-grant", "fire-company", "clean-streets")
                        .map(name -> read(Path.of("examples/stories", name + ".md")))
                        .collect(Collectors.joining("\n\n"));
        var source = words(stories + "\n\n" + stories, SOURCE_WORDS);
        var post = words(stories.substring(stories.length() / 3), POST_WORDS);
        var checks = new QualityChecks();
        for (var i = 0; i < warmUp; i++) {
            check(checks, post, source);
        }
        var best = Double.MAX_VALUE;
        for (var round = 0; round < rounds; round++) {
            var begun = System.nanoTime();
            for (var i = 0; i < CHECKS_A_ROUND; i++) {
                check(checks, post, source);
            }
            best = Math.min(best, (System.nanoTime() - begun) / 1e6 / CHECKS_A_ROUND);
        }
        return List.of(Measured.atMost("quality_check_ms", best, 5.0));
    }

    /** Against sources nobody has read before, as for the first text of a run. */
    private static void check(QualityChecks checks, String post, String source) {
        var sources = List.of(new Source(Source.Kind.STORY, Ids.next(), source));
        if (checks.check(CheckRequest.of(post, sources)).findings().isEmpty()) {
            throw new IllegalStateException("The checks found nothing to say about this text");
        }
    }

    private static String words(String text, int number) {
        var paragraphs = Arrays.stream(text.split("\n\n", -1)).toList();
        var taken = new StringBuilder();
        var left = number;
        for (var paragraph : paragraphs) {
            var words = paragraph.strip().split("\\s+", -1);
            taken.append(
                            Arrays.stream(words)
                                    .limit(Math.max(0, left))
                                    .collect(Collectors.joining(" ")))
                    .append("\n\n");
            left -= words.length;
        }
        return taken.toString().strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
