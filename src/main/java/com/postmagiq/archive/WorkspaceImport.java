package com.postmagiq.archive;

import com.postmagiq.asset.PersonalFiles;
import com.postmagiq.identity.Placeholders;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.operations.OperationHandler;
import com.postmagiq.operations.OperationWork;
import com.postmagiq.operations.Operations;
import com.postmagiq.workspace.ArrivingWorkspaces;
import com.postmagiq.workspace.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Fills a workspace that is coming in, a batch of rows in each transaction together with how far it
 * has come: another attempt goes on behind the last one that counts. Two rounds: the rows, and then
 * what in them points to rows of later parts.
 */
@Component
class WorkspaceImport implements OperationHandler {
    static final String KIND = "workspace_import";
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_CHARS = 4 << 20;

    /**
     * What is asked for.
     *
     * @param fileId the archive among the person's files
     * @param workspaceId the one to fill; null before it was begun
     * @param matchMe whether what the archive says of the person's own address is theirs
     */
    record Wish(UUID fileId, @Nullable UUID workspaceId, boolean matchMe) {}

    /**
     * How far it has come.
     *
     * @param counts rows by part, for whoever looks on
     * @param round 0 for rows, 1 for what they point to
     * @param row how many of the part are done
     */
    record Position(Map<String, Integer> counts, int round, int part, int row) {
        Position {
            counts = Map.copyOf(counts);
        }

        static Position before(Manifest manifest) {
            return new Position(
                    manifest.parts().stream()
                            .filter(part -> !part.informative() && part.rows() > 0)
                            .collect(Collectors.toMap(Manifest.Part::name, Manifest.Part::rows)),
                    0,
                    0,
                    0);
        }

        Position at(int newRound, int newPart, int newRow) {
            return new Position(counts, newRound, newPart, newRow);
        }
    }

    private final ArchiveFiles archives;
    private final ArrivingWorkspaces workspaces;
    private final ArrivingRows rows;
    private final Shapes shapes;
    private final Placeholders placeholders;
    private final Users users;
    private final Operations operations;
    private final PersonalFiles files;
    private final TransactionTemplate transaction;

    WorkspaceImport(
            ArchiveFiles archives,
            ArrivingWorkspaces workspaces,
            ArrivingRows rows,
            Shapes shapes,
            Placeholders placeholders,
            Users users,
            Operations operations,
            PersonalFiles files,
            TransactionTemplate transaction) {
        this.archives = archives;
        this.workspaces = workspaces;
        this.rows = rows;
        this.shapes = shapes;
        this.placeholders = placeholders;
        this.users = users;
        this.operations = operations;
        this.files = files;
        this.transaction = transaction;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Scope scope() {
        return null;
    }

    @Override
    public Outcome run(OperationWork work) throws IOException {
        var wish = work.params(Wish.class);
        var workspace = Objects.requireNonNull(wish.workspaceId());
        return CurrentWorkspace.call(workspace, () -> run(work, wish, workspace));
    }

    private Outcome run(OperationWork work, Wish wish, UUID workspace) throws IOException {
        try (var archive = archives.open(work.startedBy(), wish.fileId())) {
            if (workspaces.isArriving()) {
                new Filling(work, archive, wish.matchMe()).run();
            }
            var parts = archive.manifest().parts();
            return new Outcome(
                    Map.of(
                            "workspace_id", workspace,
                            "rows",
                                    parts.stream()
                                            .filter(part -> !part.informative())
                                            .mapToInt(Manifest.Part::rows)
                                            .sum(),
                            "left_out", archive.manifest().leftOut()),
                    null,
                    null);
        }
    }

    /** Nobody goes on with it: what has come in goes. */
    @Override
    public void stopped(OperationWork work) {
        var workspace = work.params(Wish.class).workspaceId();
        var status = operations.getOfPerson(work.id(), work.startedBy()).status();
        if (workspace != null && Set.of("failed", "cancelled").contains(status)) {
            CurrentWorkspace.run(workspace, workspaces::discard);
        }
    }

    @Override
    public void succeeded(OperationWork work, Outcome outcome) {
        files.delete(work.startedBy(), work.params(Wish.class).fileId());
    }

    /** One attempt. */
    private final class Filling {
        private final OperationWork work;
        private final ArchiveFile archive;
        private final Map<String, UUID> mine;
        private final Resolution resolution;
        private final Map<String, Shape> known;
        private final Position start;
        private final int total;
        private int done;

        Filling(OperationWork work, ArchiveFile archive, boolean matchMe) throws IOException {
            this.work = work;
            this.archive = archive;
            this.known =
                    shapes.travelling().stream()
                            .collect(Collectors.toMap(Shape::file, Function.identity()));
            this.mine = matchMe ? me() : Map.of();
            this.resolution = new Resolution(new NewIds(work.id()), archive.manifest(), mine);
            this.start =
                    work.noted(Position.class).orElseGet(() -> Position.before(archive.manifest()));
            this.total = rowsOf(0) + rowsOf(1);
            this.done = work.done();
        }

        private int rowsOf(int round) {
            return archive.manifest().parts().stream()
                    .filter(part -> takesPart(round, part))
                    .mapToInt(Manifest.Part::rows)
                    .sum();
        }

        private boolean takesPart(int round, Manifest.Part part) {
            var shape = known.get(part.file());
            return shape != null && (round == 0 || !shape.table().later().isEmpty());
        }

        void run() throws IOException {
            name();
            var parts = archive.manifest().parts();
            for (var round = start.round(); round < 2; round++) {
                var first = round == start.round() ? start.part() : 0;
                for (var i = first; i < parts.size(); i++) {
                    if (takesPart(round, parts.get(i))) {
                        var skip = round == start.round() && i == start.part() ? start.row() : 0;
                        part(round, i, skip);
                    }
                }
            }
            transaction.executeWithoutResult(
                    _ -> {
                        workspaces.settle(work.startedBy());
                        work.progress(total, total);
                    });
        }

        /** Everybody whom the archive names and who is nobody here. */
        private void name() throws IOException {
            var names = new LinkedHashMap<UUID, String>();
            try (var lines = archive.lines(ArchiveWriter.PEOPLE)) {
                var place = 0;
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    place++;
                    if (!mine.containsKey(References.PERSON + ":" + place)) {
                        names.put(resolution.person(place), nameIn(line));
                    }
                    if (names.size() == MOST_ROWS) {
                        store(names);
                    }
                }
            }
            store(names);
        }

        private void store(Map<UUID, String> names) {
            transaction.executeWithoutResult(_ -> placeholders.name(names));
            names.clear();
        }

        private String nameIn(String line) {
            return parsed(ArchiveWriter.PEOPLE, line).path("name").asString("");
        }

        /** The person's own reference, by their address in the list of members. */
        private Map<String, UUID> me() throws IOException {
            var address = users.get(work.startedBy()).email();
            var found = new HashMap<String, UUID>();
            for (var part : archive.manifest().parts()) {
                if (part.informative() && part.file().equals("members.jsonl")) {
                    try (var lines = archive.lines(part.file())) {
                        lines.lines()
                                .map(line -> parsed(part.file(), line))
                                .filter(row -> row.path("email").asString("").equals(address))
                                .map(row -> row.path("user_id").asString(""))
                                .filter(person -> person.startsWith(References.PERSON + ":"))
                                .forEach(person -> found.put(person, work.startedBy()));
                    }
                }
            }
            return found;
        }

        private void part(int round, int number, int skip) throws IOException {
            var part = archive.manifest().parts().get(number);
            var shape = Objects.requireNonNull(known.get(part.file()));
            var columns = columns(shape, part, archive.manifest());
            try (var lines = archive.lines(part.file())) {
                for (var i = 0; i < skip; i++) {
                    lines.readLine();
                }
                var at = skip;
                while (at < part.rows()) {
                    var batch = batch(shape, columns, lines, at);
                    at += batch.rows().size();
                    done += batch.rows().size();
                    store(round, batch, start.at(round, number, at));
                }
            }
        }

        private ArrivingRows.Batch batch(
                Shape shape, List<String> columns, BufferedReader lines, int at)
                throws IOException {
            ArrayNode batch = JsonNodeFactory.instance.arrayNode();
            var chars = 0;
            while (batch.size() < MOST_ROWS && chars < MOST_CHARS) {
                var line = lines.readLine();
                if (line == null) {
                    break;
                }
                chars += line.length();
                var row = parsed(shape.file(), line);
                batch.add(resolution.resolved(shape, row, at + batch.size() + 1));
            }
            if (batch.isEmpty()) {
                throw ArchiveFile.damaged(shape.file(), "it ends too early");
            }
            return new ArrivingRows.Batch(shape, columns, batch, at + 1);
        }

        private void store(int round, ArrivingRows.Batch batch, Position reached)
                throws IOException {
            try {
                transaction.executeWithoutResult(
                        _ -> {
                            if (round == 0) {
                                insert(batch);
                            } else {
                                rows.complete(batch);
                            }
                            work.checkpoint(done, total, reached);
                        });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private void insert(ArrivingRows.Batch batch) {
            try {
                rows.insert(batch, archive);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The columns of a part, all of which this product has and takes.
     *
     * @param shape null for a part it does not know
     * @throws ProblemException {@code import.archive_too_new}
     */
    static List<String> columns(@Nullable Shape shape, Manifest.Part part, Manifest manifest) {
        var named = part.columns();
        if (shape == null || named == null || !shape.columnNames().containsAll(named)) {
            throw ArchiveFile.tooNew(manifest.productVersion());
        }
        return named;
    }

    static JsonNode parsed(String file, String line) {
        try {
            return ArchiveWriter.EXACT.readTree(line);
        } catch (JacksonException _) {
            throw ArchiveFile.damaged(file, "a line in it is no JSON");
        }
    }
}
