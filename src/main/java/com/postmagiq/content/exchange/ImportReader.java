package com.postmagiq.content.exchange;

import com.postmagiq.content.Assignees;
import com.postmagiq.content.ImportedChanges;
import com.postmagiq.content.ImportedPosts;
import com.postmagiq.content.exchange.ImportSource.Form;
import com.postmagiq.content.exchange.ImportWish.Rights;
import com.postmagiq.content.strategy.ImportedStrategies;
import com.postmagiq.workspace.Workspaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Reads a file entry by entry and decides for each what would come of it in this workspace. */
@Component
class ImportReader {
    private final ImportedStrategies strategies;
    private final ImportedPosts posts;
    private final ImportedChanges changes;
    private final Assignees assignees;
    private final Workspaces workspaces;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    ImportReader(
            ImportedStrategies strategies,
            ImportedPosts posts,
            ImportedChanges changes,
            Assignees assignees,
            Workspaces workspaces,
            TransactionTemplate transaction,
            JsonMapper json) {
        this.strategies = strategies;
        this.posts = posts;
        this.changes = changes;
        this.assignees = assignees;
        this.workspaces = workspaces;
        this.transaction = transaction;
        this.json = json;
    }

    /**
     * One reading of a file, as the workspace is now.
     *
     * @param tally gets what comes of each entry
     * @param from how many entries to pass over, which came in before
     * @param committing stores batches; null to store nothing
     */
    ImportRun run(
            ImportWish wish,
            UUID operation,
            Rights rights,
            ImportTally tally,
            int from,
            ImportRun.@Nullable Committing committing) {
        var places = new ImportPlaces(strategies, rights, wish.targetGoalId(), tally);
        transaction.executeWithoutResult(_ -> places.load());
        var decisions =
                new ImportDecisions(
                        operation,
                        wish.mode(),
                        rights,
                        places,
                        changes,
                        posts,
                        new AssigneeNames(assignees),
                        tally);
        var dates = new GivenDates(wish.dates(), workspaces.timeZone());
        return new ImportRun(
                decisions,
                places,
                dates,
                tally,
                posts,
                changes,
                rights.person(),
                wish.choices().rows(),
                from,
                committing);
    }

    /**
     * Goes through a whole file.
     *
     * @throws com.postmagiq.kernel.problem.ProblemException when it cannot be read as a whole
     */
    Form read(Path file, ImportWish wish, ImportRun run) throws IOException {
        var form = ImportSource.read(file, wish.format(), wish.choices(), json, run);
        run.flush();
        return form;
    }
}
