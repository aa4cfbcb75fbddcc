package com.postmagiq.asset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/** Looks into a file instead of believing its name. Parses nothing beyond what tells the kind. */
final class ContentCheck {
    private static final int LOOKED_AT = 1 << 16;
    private static final int MOST_PARTS = 5_000;
    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

    private ContentCheck() {}

    static boolean confirms(Path file, FileKind kind) {
        try {
            var found = detected(file);
            if (kind == FileKind.DOCX) {
                return kind.isRecognisedAs(found.toString()) && isDocument(file);
            }
            if (kind.plainText()) {
                return (isText(found) || kind.isRecognisedAs(found.toString())) && isUtf8(file);
            }
            return kind.isRecognisedAs(found.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(file), e);
        }
    }

    private static MediaType detected(Path file) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file), LOOKED_AT)) {
            return TYPES.detect(in, new Metadata()).getBaseType();
        }
    }

    /** Pages and drawings are texts too, but a browser would run what is in them. */
    private static boolean isText(MediaType type) {
        var family = TYPES.getMediaTypeRegistry();
        return family.isInstanceOf(type, MediaType.TEXT_PLAIN)
                && !family.isInstanceOf(type, MediaType.APPLICATION_XML)
                && !family.isInstanceOf(type, MediaType.TEXT_HTML);
    }

    private static boolean isUtf8(Path file) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var buffer = new char[8192];
        try (var reader = new InputStreamReader(Files.newInputStream(file), decoder)) {
            for (var n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                for (var i = 0; i < n; i++) {
                    if (buffer[i] == 0) {
                        return false; // no text holds a NUL, and the database takes none
                    }
                }
            }
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /** A word processor's archive, without programs in it. Only its table of contents is read. */
    private static boolean isDocument(Path file) throws IOException {
        try (var archive = new ZipFile(file.toFile())) {
            return archive.size() <= MOST_PARTS
                    && archive.getEntry("[Content_Types].xml") != null
                    && archive.getEntry("word/document.xml") != null
                    && archive.getEntry("word/vbaProject.bin") == null;
        } catch (ZipException _) {
            return false;
        }
    }
}
