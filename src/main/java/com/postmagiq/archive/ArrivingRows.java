package com.postmagiq.archive;

import com.postmagiq.asset.ArchivedFiles;
import com.postmagiq.asset.Asset;
import com.postmagiq.kernel.archive.RowsArrived;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stores rows of an archive in the bound workspace, many in one statement. Names of tables and
 * columns are those of the catalogue; whatever the rows say, the constraints of the database hold.
 */
@Repository
class ArrivingRows {
    private static final String NAME = "name";

    private final JdbcClient jdbc;
    private final ArchivedFiles files;
    private final ApplicationEventPublisher events;

    ArrivingRows(JdbcClient jdbc, ArchivedFiles files, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.files = files;
        this.events = events;
    }

    /**
     * Rows as they are to be stored.
     *
     * @param columns those that any row of the part may have
     * @param from the place of the first one
     */
    record Batch(Shape shape, List<String> columns, ArrayNode rows, int from) {}

    /**
     * Stores rows without what points to tables that come later.
     *
     * @throws ProblemException {@code import.archive_damaged} for rows the database refuses
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void insert(Batch batch, ArchiveFile archive) throws IOException {
        var shape = batch.shape();
        var columns =
                batch.columns().stream()
                        .filter(name -> !shape.table().later().contains(name))
                        .toList();
        if (shape.isRoot()) {
            // Its name was chosen when it was begun.
            update(
                    batch,
                    columns.stream().filter(name -> !name.equals(NAME)).toList(),
                    "id = :workspace");
        } else if (shape.holdsFiles()) {
            for (var row : batch.rows()) {
                try (var bytes = archive.bytes(row.path("checksum_sha256").asString(""))) {
                    files.arrive(asset((ObjectNode) row), bytes);
                }
            }
        } else {
            insert(batch, columns);
        }
        if (shape.table().later().isEmpty()) {
            arrived(batch);
        }
    }

    /** Fills in what points to tables that came later. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void complete(Batch batch) {
        var columns =
                batch.columns().stream()
                        .filter(name -> batch.shape().table().later().contains(name))
                        .toList();
        update(
                batch,
                columns,
                batch.shape().isRoot()
                        ? "id = :workspace"
                        : "t.workspace_id = :workspace and t.id = r.id");
        arrived(batch);
    }

    private void arrived(Batch batch) {
        if (batch.shape().hasIds()) {
            events.publishEvent(
                    new RowsArrived(
                            batch.shape().name(),
                            batch.rows()
                                    .valueStream()
                                    .map(row -> UUID.fromString(row.path("id").asString()))
                                    .toList()));
        }
    }

    private void insert(Batch batch, List<String> columns) {
        var shape = batch.shape();
        run(
                batch,
                "insert into %s (workspace_id, %s) select :workspace, %s from %s"
                        .formatted(
                                shape.name(),
                                list(columns, ""),
                                list(columns, "r."),
                                rows(shape, columns)));
    }

    private void update(Batch batch, List<String> columns, String where) {
        var shape = batch.shape();
        var read =
                shape.hasIds()
                        ? Stream.concat(Stream.of("id"), columns.stream()).distinct().toList()
                        : columns;
        var changes =
                columns.stream()
                        .map(name -> "\"%s\" = r.\"%s\"".formatted(name, name))
                        .collect(Collectors.joining(", "));
        run(
                batch,
                "update %s t set %s from %s where %s"
                        .formatted(shape.name(), changes, rows(shape, read), where));
    }

    private static String list(List<String> columns, String prefix) {
        return columns.stream()
                .map(name -> prefix + '"' + name + '"')
                .collect(Collectors.joining(", "));
    }

    private static String rows(Shape shape, List<String> columns) {
        return "jsonb_to_recordset(cast(:rows as jsonb)) as r (%s)"
                .formatted(
                        shape.columns().stream()
                                .filter(column -> columns.contains(column.name()))
                                .map(column -> column.quoted() + " " + column.type())
                                .collect(Collectors.joining(", ")));
    }

    private void run(Batch batch, String sql) {
        try {
            jdbc.sql(sql)
                    .param("workspace", CurrentWorkspace.id())
                    .param("rows", batch.rows().toString())
                    .update();
        } catch (DataAccessException e) {
            throw refused(batch, e);
        }
    }

    /** What the database says about rows is about an archive somebody made by hand. */
    private static RuntimeException refused(Batch batch, DataAccessException e) {
        var state =
                NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
                        ? cause.getSQLState()
                        : null;
        if (state == null || !state.matches("(22|23).*")) {
            return e;
        }
        var file = batch.shape().file();
        return ArchiveFile.damaged(
                file,
                "the rows %d to %d do not keep the rules of this product"
                        .formatted(batch.from(), batch.from() + batch.rows().size() - 1));
    }

    private static Asset asset(ObjectNode row) {
        try {
            return new Asset(
                    UUID.fromString(row.path("id").asString()),
                    row.path("asset_type").asString(""),
                    row.path("filename").asString(""),
                    row.path("mime_type").asString(""),
                    row.path("size_bytes").asLong(0),
                    row.path("checksum_sha256").asString(""),
                    person(row.path("user_id").asString("")),
                    null,
                    Instant.parse(row.path("created_at").asString("")));
        } catch (DateTimeParseException _) {
            throw ArchiveFile.damaged("assets.jsonl", "a time in it cannot be read");
        }
    }

    private static @Nullable UUID person(String id) {
        return id.isEmpty() ? null : UUID.fromString(id);
    }
}
