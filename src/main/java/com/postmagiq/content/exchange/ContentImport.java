package com.postmagiq.content.exchange;

import com.postmagiq.asset.AssetType;
import com.postmagiq.asset.Assets;
import com.postmagiq.asset.ReceivedFile;
import com.postmagiq.content.ImportedPosts;
import com.postmagiq.content.PostStatistics;
import com.postmagiq.content.exchange.ImportSource.Form;
import com.postmagiq.content.exchange.ImportWish.Rights;
import com.postmagiq.content.strategy.ImportedStrategies;
import com.postmagiq.content.strategy.StrategyProblem;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.OperationHandler;
import com.postmagiq.operations.OperationWork;
import com.postmagiq.operations.Operations;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes content over from a file: first told what would come of it, then done in batches, each of
 * which is stored together with how far the work has come.
 */
@Service
class ContentImport implements OperationHandler {
    static final String KIND = "content_import";
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    private static final Duration FILE_KEPT = Duration.ofDays(7);

    private final ImportReader reader;
    private final ImportedStrategies strategies;
    private final ImportedPosts posts;
    private final PostStatistics statistics;
    private final Workspaces workspaces;
    private final Operations operations;
    private final Assets assets;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Clock clock;

    ContentImport(
            ImportReader reader,
            ImportedStrategies strategies,
            ImportedPosts posts,
            PostStatistics statistics,
            Workspaces workspaces,
            Operations operations,
            Assets assets,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            JsonMapper json,
            Clock clock) {
        this.reader = reader;
        this.strategies = strategies;
        this.posts = posts;
        this.statistics = statistics;
        this.workspaces = workspaces;
        this.operations = operations;
        this.assets = assets;
        this.transaction = transaction;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /** What was found in a file, and what would come of it. */
    record Looked(Form form, ImportRun run, ImportTally tally) {
        boolean isClean() {
            return tally.clean() && run.fileIssues().stream().noneMatch(Issue::isError);
        }
    }

    /**
     * Looks into a file and keeps it until somebody decides.
     *
     * @param wish without what only the file can tell
     * @param atOnce begins without asking when every row can come in
     * @throws ProblemException when the file cannot be read as a whole
     */
    Operation propose(ReceivedFile file, ImportWish wish, boolean atOnce, Actor actor)
            throws IOException {
        requireGoal(wish.targetGoalId());
        var format = ImportFormat.of(file.path(), file.filename(), json);
        var id = Ids.next();
        var looked = look(file.path(), wish.of(format), id, Rights.of(actor));
        if (looked.run().entries() == 0) {
            throw new ProblemException(
                    ExchangeProblem.EMPTY_FILE,
                    "Nothing in the file can be imported; choose one with at least one post.");
        }
        var asset =
                assets.keep(
                        file,
                        AssetType.IMPORT,
                        format.kind(),
                        actor.userId(),
                        clock.instant().plus(FILE_KEPT));
        var operation =
                operations.propose(
                        id,
                        KIND,
                        wish.of(format)
                                .counted(
                                        asset.id(),
                                        looked.run().entries(),
                                        looked.run().highestNumber()),
                        result(format, looked.tally(), looked.run()),
                        actor.userId());
        return atOnce && looked.isClean() ? operations.commit(id, actor.userId()) : operation;
    }

    private void requireGoal(@Nullable UUID goal) {
        if (goal != null
                && transaction.execute(_ -> strategies.goals()).stream()
                        .noneMatch(each -> each.id().equals(goal))) {
            throw new ProblemException(
                    StrategyProblem.GOAL_NOT_FOUND,
                    "There is no strategy %s in this workspace; choose one that GET goals lists."
                            .formatted(goal));
        }
    }

    /**
     * Looks into a file once more.
     *
     * @throws ProblemException {@code operation.not_found}, {@code operation.not_waiting}, {@code
     *     import.file_gone}
     */
    Looked look(UUID operation, Actor actor) throws IOException {
        var wish = proposed(operation, actor);
        return look(path(wish), wish, operation, Rights.of(actor));
    }

    /** How a file is to come in that waits for its sender. */
    ImportWish proposed(UUID operation, Actor actor) {
        return operations.proposed(operation, actor.userId(), ImportWish.class);
    }

    /**
     * Looks into a file as somebody wants it read, and keeps that for when it comes in.
     *
     * @param choices replace what was chosen before
     * @throws ProblemException as {@link #look}, and {@code validation_failed}, {@code
     *     import.header_not_found} when no column is a topic or a text any more
     */
    Looked choose(UUID operation, ImportChoices choices, Actor actor) throws IOException {
        choices.check();
        var wish = proposed(operation, actor).with(choices);
        var looked = look(path(wish), wish, operation, Rights.of(actor));
        operations.reconsider(
                operation,
                actor.userId(),
                wish.counted(wish.assetId(), looked.run().entries(), looked.run().highestNumber()),
                result(wish.format(), looked.tally(), looked.run()));
        return looked;
    }

    private Looked look(Path file, ImportWish wish, UUID operation, Rights rights)
            throws IOException {
        var tally = new ImportTally();
        var run = reader.run(wish, operation, rights, tally, 0, null);
        // One snapshot, and no statement outside of a transaction.
        var form = reading(() -> reader.read(file, wish, run));
        return new Looked(form, run, tally);
    }

    private Form reading(Reading reading) throws IOException {
        try {
            return transaction.execute(
                    _ -> {
                        try {
                            return reading.read();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private interface Reading {
        Form read() throws IOException;
    }

    private Path path(ImportWish wish) {
        try {
            return assets.pathOf(wish.assetId());
        } catch (ProblemException _) {
            throw new ProblemException(
                    ExchangeProblem.FILE_GONE,
                    "The file was kept for %d days and is gone; send it again."
                            .formatted(FILE_KEPT.toDays()));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Scope scope() {
        return Scope.CONTENT_WRITE;
    }

    @Override
    public Outcome run(OperationWork work) throws IOException {
        var wish = work.params(ImportWish.class);
        var actor =
                workspaces
                        .actorOf(work.startedBy(), CurrentWorkspace.id())
                        .filter(person -> person.may(Scope.CONTENT_WRITE))
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                ExchangeProblem.NO_RIGHT,
                                                "Whoever sent the file may not write here any more."));
        var attempt =
                new ImportAttempt(
                        reader,
                        posts,
                        statistics,
                        transaction,
                        json,
                        wish,
                        work,
                        Rights.of(actor),
                        path(wish));
        while (!attempt.ended()) {
            attempt.go();
        }
        return new Outcome(result(wish.format(), attempt.tally(), attempt.run()), null, null);
    }

    private Map<String, Object> result(ImportFormat format, ImportTally tally, ImportRun run) {
        var result = new LinkedHashMap<>(json.convertValue(tally, FIELDS));
        var issues = new ArrayList<>(run.fileIssues());
        issues.addAll(tally.issues());
        var broken = (int) run.fileIssues().stream().filter(Issue::isError).count();
        result.put("failed", tally.failures() + broken);
        result.put("format", format.code());
        result.put("issues", issues.stream().limit(ImportTally.MOST_ISSUES).toList());
        return result;
    }

    /** The file is not needed any more, and what was done is noted. */
    @Override
    public void succeeded(OperationWork work, Outcome outcome) {
        assets.delete(work.params(ImportWish.class).assetId());
        events.publishEvent(
                new Audited(
                        "content.imported",
                        work.startedBy(),
                        "content",
                        null,
                        Map.of(
                                "created",
                                new Audited.Change(null, outcome.result().get("created")),
                                "updated",
                                new Audited.Change(null, outcome.result().get("updated"))),
                        Audited.Outcome.SUCCESS));
    }
}
