package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Word windows of the shapes and character limits of the platforms. */
final class LengthChecks implements Check {

    private static final int X_ADDRESS = 23;

    /** Words a post of one shape should have, both ends included. */
    record Window(int least, int most) {}

    @Override
    public List<Entry> entries() {
        return List.of(CheckCatalogue.WORDS, CheckCatalogue.CHARACTERS);
    }

    @Override
    public void inspect(Inspection in) {
        words(in);
        characters(in);
    }

    static Window window(@Nullable String shape) {
        return switch (shape == null ? "FULL" : shape) {
            case "OBSERVATION" -> new Window(150, 400);
            case "SHORT" -> new Window(40, 199);
            default -> new Window(250, 400);
        };
    }

    static int platformLimit(String platform) {
        return switch (platform) {
            case "x" -> 280;
            case "threads" -> 500;
            case "medium", "blog", "newsletter" -> 100_000;
            case "other" -> 10_000;
            default -> 3_000;
        };
    }

    private static void words(Inspection in) {
        var words = Words.count(in.post.text);
        var window = window(in.request.shape());
        var far = in.threshold(CheckCatalogue.WORDS);
        if (words < window.least()) {
            var storyIsShorter = !in.sources.none() && sourceWords(in) < window.least();
            var blocks = words < window.least() * (1 - far) && !storyIsShorter;
            report(
                    in,
                    blocks,
                    String.format(
                            Locale.ROOT,
                            "The post has %d words; this shape needs at least %d.",
                            words,
                            window.least()));
        } else if (words > window.most()) {
            var blocks = words > window.most() * (1 + far);
            report(
                    in,
                    blocks,
                    String.format(
                            Locale.ROOT,
                            "The post has %d words; this shape takes at most %d.",
                            words,
                            window.most()));
        }
    }

    private static int sourceWords(Inspection in) {
        return in.request.sources().stream().mapToInt(source -> Words.count(source.text())).sum();
    }

    private static void report(Inspection in, boolean blocks, String message) {
        in.report(
                CheckCatalogue.WORDS,
                blocks ? Severity.BLOCK : Severity.WARN,
                0,
                in.post.text.length(),
                message);
    }

    private static void characters(Inspection in) {
        var limit =
                (int) in.threshold(CheckCatalogue.CHARACTERS, platformLimit(in.request.platform()));
        for (var part : parts(in)) {
            var length = length(in, part);
            if (length > limit) {
                in.report(
                        CheckCatalogue.CHARACTERS,
                        part.start(),
                        part.end(),
                        String.format(
                                Locale.ROOT,
                                "%d characters; %s takes at most %d.",
                                length,
                                in.request.platform(),
                                limit));
            }
        }
    }

    /** On x an address counts as 23 characters and a character beyond U+10FF as two. */
    private static int length(Inspection in, TextRange part) {
        var text = in.post.text.substring(part.start(), part.end());
        if (!in.request.platform().equals("x")) {
            return text.codePointCount(0, text.length());
        }
        var length = (int) text.codePoints().map(c -> c > 0x10FF ? 2 : 1).asLongStream().sum();
        for (var link : Links.find(text)) {
            length += X_ADDRESS - (link.end() - link.start());
        }
        return length;
    }

    /** On x each paragraph is a part of the thread; elsewhere the text is one part. */
    private static List<TextRange> parts(Inspection in) {
        return in.request.platform().equals("x")
                ? in.post.paragraphs()
                : List.of(new TextRange(0, in.post.text.length()));
    }
}
