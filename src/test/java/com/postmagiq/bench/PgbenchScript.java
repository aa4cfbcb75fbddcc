package com.postmagiq.bench;

import com.postmagiq.bench.StatementRecorder.Committed;
import com.postmagiq.bench.StatementRecorder.Sent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes recorded transactions as a pgbench script: the same statements, values and commits. Ids
 * become variables, so that every execution writes rows of its own. What the driver sends in one
 * round trip (the begin with its first statement, a folded text) goes through a pipeline.
 */
final class PgbenchScript {
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** Longer texts keep the recorded ids: they are documents, which nothing refers to by key. */
    private static final int LONGEST_KEY = 200;

    private final Map<UUID, String> variables = new LinkedHashMap<>();
    private final StringBuilder script = new StringBuilder();

    private PgbenchScript() {}

    /**
     * @param constants ids that every execution shares
     * @param given ids that a query before the first statement provides, by variable
     * @param source where that query reads them, with a leading "from"; empty when none is given
     */
    static String of(
            List<Committed> transactions,
            List<UUID> constants,
            Map<UUID, String> given,
            String source) {
        var writer = new PgbenchScript();
        writer.variables.putAll(given);
        transactions.stream()
                .flatMap(transaction -> transaction.statements().stream())
                .flatMap(statement -> statement.parameters().stream())
                .filter(UUID.class::isInstance)
                .map(UUID.class::cast)
                .filter(id -> !constants.contains(id))
                .forEach(id -> writer.variables.computeIfAbsent(id, _ -> writer.nextName()));
        transactions.forEach(writer::append);
        return writer.head(given, source) + writer.script;
    }

    private String nextName() {
        return "u" + variables.size();
    }

    private String head(Map<UUID, String> given, String source) {
        if (variables.isEmpty()) {
            return "";
        }
        return variables.values().stream()
                .map(name -> given.containsValue(name) ? name : "uuidv7() as " + name)
                .collect(Collectors.joining(", ", "select ", " " + source + " \\gset\n"));
    }

    private void append(Committed transaction) {
        var statements = transaction.statements();
        if (!transaction.explicit()) {
            script.append("\\startpipeline\n");
            write(statements.getFirst());
            script.append("\\endpipeline\n");
            return;
        }
        script.append("\\startpipeline\nbegin;\n");
        write(statements.getFirst());
        script.append("\\endpipeline\n");
        statements.stream().skip(1).forEach(this::write);
        script.append("commit;\n");
    }

    private void write(Sent statement) {
        var values = statement.parameters().iterator();
        var sql = statement.sql().strip();
        for (var i = 0; i < sql.length(); i++) {
            if (sql.charAt(i) == '?') {
                script.append(value(values.next()));
            } else {
                script.append(sql.charAt(i));
            }
        }
        script.append(";\n");
    }

    private String value(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case UUID id ->
                    variables.containsKey(id)
                            ? "cast(:" + variables.get(id) + " as uuid)"
                            : "cast('" + id + "' as uuid)";
            case Integer number -> "cast(" + number + " as int)";
            case Long number -> "cast(" + number + " as bigint)";
            case BigDecimal number -> "cast(" + number.toPlainString() + " as numeric)";
            case Boolean truth -> truth.toString();
            case java.time.OffsetDateTime at -> "cast(" + text(at.toString()) + " as timestamptz)";
            case Integer[] numbers -> array(numbers, "int");
            case UUID[] ids -> array(ids, "uuid");
            case String[] texts -> array(texts, "text");
            default -> text(value.toString());
        };
    }

    private String array(@Nullable Object[] elements, String type) {
        return Arrays.stream(elements)
                .map(this::value)
                .collect(Collectors.joining(", ", "cast(array[", "] as " + type + "[])"));
    }

    private String text(String text) {
        if (text.length() > LONGEST_KEY) {
            return literal(text);
        }
        var parts = new StringBuilder();
        var matcher = ID.matcher(text);
        var from = 0;
        while (matcher.find()) {
            var name = variables.get(UUID.fromString(matcher.group()));
            if (name != null) {
                parts.append(literal(text.substring(from, matcher.start())))
                        .append(" || cast(:")
                        .append(name)
                        .append(" as text) || ");
                from = matcher.end();
            }
        }
        return parts.isEmpty() ? literal(text) : "(" + parts + literal(text.substring(from)) + ")";
    }

    /** A colon would begin a variable, and a semicolon or a line would end the statement. */
    private static String literal(String text) {
        return "E'"
                + text.replace("\\", "\\\\")
                        .replace("'", "''")
                        .replace(":", "\\x3a")
                        .replace(";", "\\x3b")
                        .replace("\n", "\\n")
                + "'";
    }
}
