package com.postmagiq.archive;

import com.postmagiq.archive.WorkspaceImport.Wish;
import com.postmagiq.asset.FileKind;
import com.postmagiq.asset.PersonalFiles;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.Operations;
import com.postmagiq.workspace.ArrivingWorkspaces;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Archives on their way in: looked at first, then begun or left. */
@Service
class Arrivals {
    private static final Duration FILE_KEPT = Duration.ofDays(7);
    private static final int MOST_PEOPLE = 200;

    /**
     * What an archive holds.
     *
     * @param name of the workspace as it was
     * @param counts rows by part, those that come in
     * @param people by their names, the first 200
     * @param matchesYou whether its list of members has the caller's address
     * @param leftOut rows by part that stayed where they are, because they go on there
     */
    @Schema(name = "ArchivePreview")
    record Preview(
            Operation operation,
            String name,
            String productVersion,
            Instant exportedAt,
            Map<String, Integer> counts,
            List<String> people,
            boolean matchesYou,
            Map<String, Long> leftOut) {}

    private final ArchiveFiles archives;
    private final ArrivingWorkspaces workspaces;
    private final Operations operations;
    private final PersonalFiles files;
    private final Shapes shapes;
    private final Users users;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Arrivals(
            ArchiveFiles archives,
            ArrivingWorkspaces workspaces,
            Operations operations,
            PersonalFiles files,
            Shapes shapes,
            Users users,
            TransactionTemplate transaction,
            Clock clock) {
        this.archives = archives;
        this.workspaces = workspaces;
        this.operations = operations;
        this.files = files;
        this.shapes = shapes;
        this.users = users;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Receives an archive and looks at all of it; it waits for its sender's word.
     *
     * @throws ProblemException {@code import.archive_damaged}, {@code import.archive_unsafe},
     *     {@code import.archive_too_new}, {@code import.archive_running}, {@code asset.too_large}
     */
    Operation propose(UUID userId, InputStream in) throws IOException {
        var file =
                files.keep(
                        userId, "workspace.zip", FileKind.ZIP, in, clock.instant().plus(FILE_KEPT));
        try (var archive = archives.open(userId, file)) {
            archive.check();
            requireKnown(archive.manifest());
            return operations
                    .proposeOfPerson(
                            WorkspaceImport.KIND,
                            new Wish(file, null, false),
                            WorkspaceImport.Position.before(archive.manifest()),
                            userId)
                    .orElseThrow(
                            () ->
                                    new ProblemException(
                                            ArchiveProblem.RUNNING,
                                            "Another archive of yours is coming in; wait for its end or cancel it."));
        } catch (IOException | RuntimeException e) {
            transaction.executeWithoutResult(_ -> files.delete(userId, file));
            throw e;
        }
    }

    private void requireKnown(Manifest manifest) {
        var known =
                shapes.travelling().stream()
                        .collect(Collectors.toMap(Shape::file, Function.identity()));
        for (var part : manifest.parts()) {
            if (!part.informative() && !part.file().equals(ArchiveWriter.PEOPLE)) {
                WorkspaceImport.columns(known.get(part.file()), part, manifest);
            }
        }
    }

    /**
     * What a person's archive holds that waits for their word.
     *
     * @throws ProblemException {@code operation.not_found}, {@code operation.not_waiting}
     */
    Preview look(UUID userId, UUID id) throws IOException {
        var wish = operations.proposedOfPerson(id, userId, Wish.class);
        var address = users.get(userId).email();
        try (var archive = archives.open(userId, wish.fileId())) {
            var manifest = archive.manifest();
            return new Preview(
                    operations.getOfPerson(id, userId),
                    name(archive),
                    manifest.productVersion(),
                    manifest.exportedAt(),
                    WorkspaceImport.Position.before(manifest).counts(),
                    people(archive),
                    manifest.parts().stream().anyMatch(Manifest.Part::informative)
                            && members(archive, address),
                    manifest.leftOut());
        }
    }

    private static String name(ArchiveFile archive) throws IOException {
        try (var lines = archive.lines("workspaces.jsonl")) {
            var line = Objects.requireNonNullElse(lines.readLine(), "{}");
            return row("workspaces.jsonl", line).path("name").asString("");
        }
    }

    private static List<String> people(ArchiveFile archive) throws IOException {
        try (var lines = archive.lines(ArchiveWriter.PEOPLE)) {
            return lines.lines()
                    .limit(MOST_PEOPLE)
                    .map(line -> row(ArchiveWriter.PEOPLE, line).path("name").asString(""))
                    .toList();
        }
    }

    private static boolean members(ArchiveFile archive, String address) throws IOException {
        try (var lines = archive.lines("members.jsonl")) {
            return lines.lines()
                    .anyMatch(
                            line ->
                                    row("members.jsonl", line)
                                            .path("email")
                                            .asString("")
                                            .equals(address));
        }
    }

    private static JsonNode row(String file, String line) {
        return WorkspaceImport.parsed(file, line);
    }

    /**
     * Begins what was looked at, in a new workspace that nobody sees before it is whole.
     *
     * @param name null keeps the archive's
     * @param accountId whose account pays; null takes the person's own
     * @throws ProblemException {@code operation.not_found}, {@code operation.not_waiting}, {@code
     *     account.not_manager}, {@code plan.workspace_limit}
     */
    Operation commit(
            UUID userId, UUID id, @Nullable String name, @Nullable UUID accountId, boolean matchMe)
            throws IOException {
        var wish = operations.proposedOfPerson(id, userId, Wish.class);
        String own;
        try (var archive = archives.open(userId, wish.fileId())) {
            own = name(archive);
        }
        return workspaces.begin(
                userId,
                accountId,
                name == null || name.isBlank() ? own : name.strip(),
                workspace ->
                        operations.commitOfPerson(
                                id, new Wish(wish.fileId(), workspace, matchMe), userId));
    }

    /**
     * Ends an import of a person before it is done.
     *
     * @throws ProblemException {@code operation.not_found}, {@code operation.ended}
     */
    Operation cancel(UUID userId, UUID id) {
        return operations.cancelOfPerson(id, userId);
    }

    /** Removes workspaces that nothing fills any more. */
    void sweep() {
        for (var arriving : workspaces.all()) {
            if (!operations.hasOpenOfPerson(WorkspaceImport.KIND, arriving.ownerId())) {
                CurrentWorkspace.run(arriving.workspaceId(), workspaces::discard);
            }
        }
    }
}
