package com.postmagiq.asset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Draws pictures anew. Of a stranger's file only the points come through: neither what a camera
 * noted, nor a second content behind the first.
 */
final class Picture {
    private static final long MOST_POINTS = 16_000_000;

    private Picture() {}

    /** The picture as PNG; empty when it cannot be drawn or is too large for that. */
    static Optional<byte[]> drawn(Path file) {
        try (var in = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            var reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return drawn(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(file), e);
        }
    }

    /** Measured by its header first: a small file can claim to be as large as a field. */
    private static Optional<byte[]> drawn(ImageReader reader) throws IOException {
        BufferedImage read;
        try {
            if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_POINTS) {
                return Optional.empty();
            }
            read = reader.read(0);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
        var image =
                new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_ARGB);
        var pen = image.createGraphics();
        pen.drawImage(read, 0, 0, null);
        pen.dispose();
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return Optional.of(png.toByteArray());
    }
}
