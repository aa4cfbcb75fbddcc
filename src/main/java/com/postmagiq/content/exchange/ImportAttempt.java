package com.postmagiq.content.exchange;

import com.postmagiq.content.ImportedPosts;
import com.postmagiq.content.PostStatistics;
import com.postmagiq.content.exchange.ImportWish.Rights;
import com.postmagiq.operations.OperationWork;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything one attempt at an import does; begins again behind the last batch where one is
 * refused.
 */
final class ImportAttempt implements ImportRun.Committing {
    /** Entries after which the database's statistics are made anew, and how soon again. */
    private static final int FIRST_LOOK = 200;

    private static final int LOOKS_AGAIN_AFTER = 8;

    private final ImportReader reader;
    private final ImportedPosts posts;
    private final PostStatistics statistics;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final ImportWish wish;
    private final OperationWork work;
    private final Rights rights;
    private final Path file;
    private int done;
    private int oneByOneUntil;
    private int looksAgainAt = FIRST_LOOK;
    private @Nullable String noted;
    private ImportTally tally = new ImportTally();
    private ImportRun run;
    private boolean ended;

    ImportAttempt(
            ImportReader reader,
            ImportedPosts posts,
            PostStatistics statistics,
            TransactionTemplate transaction,
            JsonMapper json,
            ImportWish wish,
            OperationWork work,
            Rights rights,
            Path file) {
        this.reader = reader;
        this.posts = posts;
        this.statistics = statistics;
        this.transaction = transaction;
        this.json = json;
        this.wish = wish;
        this.work = work;
        this.rights = rights;
        this.file = file;
        this.done = work.done();
        if (done > 0) {
            noted = work.noted(ImportTally.class).map(json::writeValueAsString).orElse(null);
        }
        this.run = next();
    }

    @Override
    public void recall(Runnable reading) {
        transaction.executeWithoutResult(_ -> reading.run());
    }

    private ImportRun next() {
        tally = noted == null ? new ImportTally() : json.readValue(noted, ImportTally.class);
        var next = reader.run(wish, work.id(), rights, tally, done, this);
        next.oneByOneUntil(oneByOneUntil);
        return next;
    }

    boolean ended() {
        return ended;
    }

    ImportTally tally() {
        return tally;
    }

    ImportRun run() {
        return run;
    }

    /** Reads on behind what came in, to the end or to what is refused. */
    void go() throws IOException {
        try {
            reader.read(file, wish, run);
            ended = true;
        } catch (DataIntegrityViolationException _) {
            // Somebody may have been faster, or a rule of the table is stricter than ours.
            if (run.tried() == 1) {
                leaveOut();
            } else {
                oneByOneUntil = done + run.tried();
            }
            run = next();
        }
    }

    private void leaveOut() {
        tally = noted == null ? new ImportTally() : json.readValue(noted, ImportTally.class);
        tally.failed();
        tally.issue(Issue.Kind.REFUSED.at(run.row(), null));
        commit(done + 1, () -> {});
    }

    @Override
    public void commit(int entries, Runnable writing) {
        transaction.executeWithoutResult(
                _ -> {
                    if (done == 0) {
                        posts.keepFree(wish.highestNumber());
                    }
                    writing.run();
                    work.checkpoint(entries, wish.total(), tally);
                });
        noted = json.writeValueAsString(tally);
        done = entries;
        if (done >= looksAgainAt) {
            statistics.refresh();
            looksAgainAt = done * LOOKS_AGAIN_AFTER;
        }
    }
}
