package com.postmagiq.voice;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.voice.SampleImport.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The texts of a file that somebody has at hand: one in a text or a document, one in each row of
 * the table of their own posts that LinkedIn gives them (Shares.csv).
 */
final class SampleFile {
    static final int LARGEST = 10 << 20;
    private static final int LONGEST_TITLE = 200;
    private static final List<String> TEXT_COLUMNS = List.of("ShareCommentary", "content", "text");
    private static final List<String> KINDS = List.of("txt", "md", "docx", "csv");
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private SampleFile() {}

    /**
     * @param name whose ending says what kind it is
     * @throws ProblemException {@code voice.unsupported_file}, {@code voice.broken_file}
     */
    static List<Text> read(String name, InputStream in) throws IOException {
        var dot = name.lastIndexOf('.');
        var ending = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        var title = dot < 0 ? name : name.substring(0, dot);
        var bytes = in.readAllBytes();
        return switch (ending) {
            case "txt", "md" -> one(title, decoded(name, bytes));
            case "docx" -> one(title, DocxText.of(bytes).orElseThrow(() -> broken(name)));
            case "csv" -> rows(name, decoded(name, bytes));
            default -> throw unsupported(name);
        };
    }

    private static List<Text> one(String title, String content) {
        return List.of(
                new Text(1, title.substring(0, Math.min(title.length(), LONGEST_TITLE)), content));
    }

    private static String decoded(String name, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            text = new String(bytes, WINDOWS);
        }
        if (text.indexOf('\0') >= 0) {
            throw unsupported(name);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static List<Text> rows(String name, String table) {
        var format =
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .setIgnoreHeaderCase(true)
                        .setAllowMissingColumnNames(true)
                        .get();
        try (var parser = format.parse(new StringReader(table))) {
            var column =
                    TEXT_COLUMNS.stream()
                            .filter(each -> parser.getHeaderMap().containsKey(each))
                            .findFirst()
                            .orElseThrow(() -> withoutColumn(name));
            var records = parser.getRecords();
            return IntStream.range(0, records.size())
                    .mapToObj(i -> new Text(i + 2, null, cell(records.get(i), column)))
                    .filter(text -> !text.content().isBlank())
                    .toList();
        } catch (IOException | RuntimeException e) {
            throw e instanceof ProblemException refused ? refused : broken(name);
        }
    }

    private static String cell(CSVRecord row, String column) {
        return row.isSet(column) ? row.get(column) : "";
    }

    private static ProblemException unsupported(String name) {
        return new ProblemException(
                        VoiceProblem.UNSUPPORTED_FILE,
                        "%s holds no texts that can be read; send one of %s."
                                .formatted(name, String.join(", ", KINDS)))
                .with("allowed", KINDS);
    }

    private static ProblemException broken(String name) {
        return new ProblemException(
                VoiceProblem.BROKEN_FILE,
                "%s is damaged; save it again, or paste the text.".formatted(name));
    }

    private static ProblemException withoutColumn(String name) {
        return new ProblemException(
                VoiceProblem.BROKEN_FILE,
                "%s has no column with texts; its first row must name one of %s."
                        .formatted(name, String.join(", ", TEXT_COLUMNS)));
    }
}
