package com.postmagiq.content.exchange;

import com.postmagiq.content.exchange.ImportSource.Column;
import com.postmagiq.content.exchange.ImportSource.Form;
import com.postmagiq.kernel.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table row by row. Lines are put together until quotation marks are even, and what cannot
 * be read as a row is reported by its first line; reading goes on with the line behind that one, so
 * that a mark that is never closed costs one row.
 */
final class CsvSource {
    private static final String SEPARATORS = ",;\t|";
    private static final int LOOKED_AT = 10;
    private static final String FORMULAS = "=+-@\t\r";
    private static final int LONGEST_SHOWN = 120;
    private static final int MOST_COLUMNS_TOLD = 100;

    /** No row is longer: three texts of the greatest length and the rest. */
    private static final int LONGEST_ROW = 400_000;

    private final TextFile text;
    private final ImportChoices choices;
    private final EntrySink sink;
    private final Deque<String> ahead = new ArrayDeque<>();
    private int line;

    CsvSource(TextFile text, ImportChoices choices, EntrySink sink) {
        this.text = text;
        this.choices = choices;
        this.sink = sink;
    }

    Form read() throws IOException {
        try (var reader = text.open()) {
            look(reader);
            var separator = separator(List.copyOf(ahead));
            var format = format(separator);
            var header = next(reader, format).orElseThrow(CsvSource::empty);
            var columns = columns(header);
            var fields = fields(columns);
            for (var row = next(reader, format); row.isPresent(); row = next(reader, format)) {
                tell(row.get(), fields);
            }
            return new Form(
                    ImportFormat.CSV,
                    text.encoding(),
                    separator == '\t' ? "TAB" : String.valueOf(separator),
                    columns);
        }
    }

    /** The beginning, less a line that names the separator. */
    private void look(BufferedReader reader) throws IOException {
        for (var i = 0; i < LOOKED_AT; i++) {
            var next = reader.readLine();
            if (next != null) {
                ahead.add(next);
            }
        }
    }

    private char separator(List<String> lines) {
        if (!lines.isEmpty() && lines.getFirst().matches("(?i)sep=.")) {
            ahead.removeFirst();
            line++;
            return lines.getFirst().charAt(4);
        }
        var best = ',';
        var most = 0L;
        for (var i = 0; i < SEPARATORS.length(); i++) {
            var each = SEPARATORS.charAt(i);
            // The header decides; the rows only between equals.
            var first = lines.stream().filter(found -> !found.isBlank()).limit(1);
            var count =
                    1000 * first.mapToLong(found -> count(found, each)).sum()
                            + lines.stream().mapToLong(found -> count(found, each)).sum();
            if (count > most) {
                best = each;
                most = count;
            }
        }
        return best;
    }

    /** How often a sign stands outside of quotation marks. */
    private static long count(String line, char sign) {
        var quoted = false;
        var count = 0L;
        for (var i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '"') {
                quoted = !quoted;
            } else if (!quoted && line.charAt(i) == sign) {
                count++;
            }
        }
        return count;
    }

    private static CSVFormat format(char separator) {
        return CSVFormat.RFC4180.builder().setDelimiter(separator).setIgnoreEmptyLines(false).get();
    }

    /** The next row that can be read; {@link #line} is where it begins. */
    private Optional<CSVRecord> next(BufferedReader reader, CSVFormat format) throws IOException {
        while (true) {
            var lines = new ArrayList<String>();
            var first = line(reader);
            if (first == null) {
                return Optional.empty();
            }
            line++;
            if (first.isBlank()) {
                continue;
            }
            lines.add(first);
            var whole = complete(lines, reader).flatMap(row -> parsed(row, format));
            if (whole.isPresent()) {
                return whole;
            }
            sink.issue(Issue.Kind.BROKEN_ROW.at(line, null));
            lines.reversed().stream().limit(lines.size() - 1L).forEach(ahead::addFirst);
        }
    }

    /** Adds lines until quotation marks are even; empty when that never happens. */
    private Optional<String> complete(List<String> lines, BufferedReader reader)
            throws IOException {
        var marks = marks(lines.getFirst());
        var length = lines.getFirst().length();
        while (marks % 2 == 1 && length < LONGEST_ROW) {
            var more = line(reader);
            if (more == null) {
                return Optional.empty();
            }
            lines.add(more);
            marks += marks(more);
            length += more.length();
        }
        return marks % 2 == 0 ? Optional.of(String.join("\n", lines)) : Optional.empty();
    }

    private Optional<CSVRecord> parsed(String row, CSVFormat format) {
        try (var parser = format.parse(new StringReader(row))) {
            var records = parser.getRecords();
            return records.size() == 1 ? Optional.of(records.getFirst()) : Optional.empty();
        } catch (IOException | UncheckedIOException | IllegalStateException _) {
            return Optional.empty();
        }
    }

    private @Nullable String line(BufferedReader reader) throws IOException {
        return ahead.isEmpty() ? reader.readLine() : ahead.removeFirst();
    }

    private static int marks(String line) {
        return (int) line.chars().filter(sign -> sign == '"').count();
    }

    private List<Column> columns(CSVRecord header) {
        var columns = new ArrayList<Column>();
        var seen = new HashSet<String>();
        for (var cell : header) {
            var field = choices.meaning(cell.strip()).orElse(null);
            if (field != null && !seen.add(field)) {
                sink.issue(Issue.Kind.DUPLICATE_COLUMN.at(line, field));
                field = null;
            }
            columns.add(new Column(cell.strip(), field));
        }
        if (!seen.contains("topic") && !seen.contains("content")) {
            throw columns.size() == 1 ? noTable(header) : noHeader(header);
        }
        return columns;
    }

    private static List<@Nullable String> fields(List<Column> columns) {
        var fields = new ArrayList<@Nullable String>();
        columns.forEach(column -> fields.add(column.mappedTo()));
        return fields;
    }

    private void tell(CSVRecord row, List<@Nullable String> fields) {
        var begins = line;
        line += breaks(row);
        for (var i = fields.size(); i < row.size(); i++) {
            if (!row.get(i).isBlank()) {
                sink.issue(Issue.Kind.RAGGED_ROW.at(begins, null));
                return;
            }
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        var blank = true;
        for (var i = 0; i < fields.size(); i++) {
            var field = fields.get(i);
            if (field != null) {
                var cell = i < row.size() ? row.get(i) : "";
                blank = blank && cell.isBlank();
                values.put(field, cell.isBlank() ? null : plain(cell));
            }
        }
        if (!blank) {
            sink.entry(new Entry(begins, Entry.Kind.POST, values));
        }
    }

    private static int breaks(CSVRecord row) {
        return row.stream()
                .mapToInt(cell -> (int) cell.chars().filter(s -> s == '\n').count())
                .sum();
    }

    /** A cell without the sign that keeps spreadsheets from taking it for a formula. */
    private static String plain(String cell) {
        var marked =
                cell.length() > 1
                        && cell.charAt(0) == '\''
                        && FORMULAS.indexOf(cell.charAt(1)) >= 0;
        return marked ? cell.substring(1) : cell;
    }

    private static ProblemException empty() {
        return new ProblemException(
                ExchangeProblem.EMPTY_FILE,
                "The file has no content; choose one with at least one post.");
    }

    private static ProblemException noTable(CSVRecord header) {
        return new ProblemException(
                ExchangeProblem.NOT_A_TABLE,
                "This is text and no table: its first line is '%s'. Send a table with a header row that names a column topic or content, or a Markdown file."
                        .formatted(shown(header)));
    }

    private static ProblemException noHeader(CSVRecord header) {
        return new ProblemException(
                        ExchangeProblem.HEADER_NOT_FOUND,
                        "The first line must name the columns, among them topic or content; it is '%s'."
                                .formatted(shown(header)))
                .with(
                        "columns",
                        header.stream().map(String::strip).limit(MOST_COLUMNS_TOLD).toList());
    }

    private static String shown(CSVRecord header) {
        var line = String.join(", ", header.toList());
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }
}
