package com.postmagiq.content.carousel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.jspecify.annotations.Nullable;

/** The letters of slides and, where they lack a sign, the symbols: two fonts that are shipped. */
final class Typeface implements AutoCloseable {
    private static final String LETTERS =
            "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final String SYMBOLS = "/fonts/NotoEmoji-Regular.ttf";
    private static final int EM = 1000;

    /** One font and how to find its glyphs. */
    private record Font(TrueTypeFont file, CmapLookup glyphs) {
        boolean has(int sign) {
            return glyphs.getGlyphId(sign) > 0;
        }

        double width(int sign) throws IOException {
            return (double) file.getAdvanceWidth(glyphs.getGlyphId(sign))
                    * EM
                    / file.getUnitsPerEm();
        }
    }

    /** Signs in a row that one font has. */
    record Run(TrueTypeFont font, String text) {}

    private final Font letters;
    private final Font symbols;

    private Typeface(Font letters, Font symbols) {
        this.letters = letters;
        this.symbols = symbols;
    }

    static Typeface open() {
        try {
            return new Typeface(font(LETTERS), font(SYMBOLS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Font font(String resource) throws IOException {
        try (var in = Objects.requireNonNull(Typeface.class.getResourceAsStream(resource))) {
            var file = new TTFParser().parse(new RandomAccessReadBuffer(in));
            // Ligatures would read as other words where somebody copies from the slide.
            file.setEnableGsub(false);
            return new Font(file, file.getUnicodeCmapLookup());
        }
    }

    TrueTypeFont letters() {
        return letters.file();
    }

    TrueTypeFont symbols() {
        return symbols.file();
    }

    /** In thousandths of the size of the letters. */
    double width(String text) {
        try {
            var width = 0.0;
            for (var sign : text.codePoints().toArray()) {
                var font = fontOf(sign);
                width += font == null ? 0 : font.width(sign);
            }
            return width;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Breaks a paragraph between words; where the writer began a line, one begins. A word that is
     * wider than the line stands alone.
     *
     * @param size of the letters, in points
     * @param width of the lines, in points
     */
    List<String> lines(String paragraph, double size, double width) {
        var lines = new ArrayList<String>();
        for (var written : paragraph.strip().split("\\n", -1)) {
            var line = new StringBuilder();
            for (var word : written.strip().split("\\s+", -1)) {
                if (!line.isEmpty() && width(line + " " + word) * size / EM > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** A line in pieces of one font each; signs that none has are left out. */
    List<Run> runs(String line) {
        var runs = new ArrayList<Run>();
        var run = new StringBuilder();
        Font current = null;
        for (var sign : line.codePoints().toArray()) {
            var font = fontOf(sign);
            if (font == null) {
                continue;
            }
            if (current != null && !font.equals(current)) {
                runs.add(new Run(current.file(), run.toString()));
                run.setLength(0);
            }
            current = font;
            run.appendCodePoint(sign);
        }
        if (current != null) {
            runs.add(new Run(current.file(), run.toString()));
        }
        return runs;
    }

    /** The visible signs of a text that no font has, each once. */
    List<String> missing(String text) {
        return text.codePoints()
                .filter(sign -> !Character.isWhitespace(sign) && !isInvisible(sign))
                .filter(sign -> fontOf(sign) == null)
                .distinct()
                .mapToObj(Character::toString)
                .toList();
    }

    private @Nullable Font fontOf(int sign) {
        if (isInvisible(sign) || isFromRight(sign)) {
            return null;
        }
        return letters.has(sign) ? letters : symbols.has(sign) ? symbols : null;
    }

    /** Joiners and selectors between signs, which say only how others are drawn. */
    private static boolean isInvisible(int sign) {
        return Character.getType(sign) == Character.FORMAT
                || Character.getType(sign) == Character.CONTROL
                || (sign >= 0xFE00 && sign <= 0xFE0F);
    }

    /**
     * Nothing here sets lines from right to left; drawn in the wrong order they would say nothing.
     */
    private static boolean isFromRight(int sign) {
        var direction = Character.getDirectionality(sign);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    @Override
    public void close() {
        try {
            letters.file().close();
            symbols.file().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
