package com.postmagiq.content.exchange;

import com.postmagiq.content.ImportedChanges;
import com.postmagiq.content.ImportedPosts;
import com.postmagiq.content.exchange.ImportPlaces.Making;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a file, in batches. What an earlier attempt has done is only recalled, so that what
 * follows finds what it belongs to; a preview decides everything and writes nothing.
 */
final class ImportRun implements EntrySink {
    private static final int BATCH = 200;
    private static final int MOST_SHOWN = 50;
    private static final int MOST_POSTS = 10_000;
    private static final int MOST_ENTRIES = 200_000;

    /**
     * A post as a preview shows it.
     *
     * @param becomes new, update, skip or error
     */
    @Schema(name = "ImportRow")
    record Shown(
            int row,
            @Nullable Integer postNumber,
            @Nullable String topic,
            @Nullable String goal,
            @Nullable String chapter,
            @Nullable String status,
            @Nullable String excerpt,
            @Schema(allowableValues = {"new", "update", "skip", "error"}) String becomes) {
        private static final int EXCERPT = 120;

        static Shown of(PostRow row, String becomes) {
            var content = row.content();
            var place = row.place();
            return new Shown(
                    row.row(),
                    row.number(),
                    row.topic(),
                    place.goal(),
                    place.chapter() == null && place.chapterNumber() != null
                            ? String.valueOf(place.chapterNumber())
                            : place.chapter(),
                    row.status() == null ? null : row.status().code(),
                    content == null || content.codePointCount(0, content.length()) <= EXCERPT
                            ? content
                            : content.substring(0, content.offsetByCodePoints(0, EXCERPT)),
                    becomes);
        }
    }

    /** Stores a batch and how far the work has come, both or neither. */
    interface Committing {
        void commit(int done, Runnable writing);

        /** Looks at what has been stored. */
        void recall(Runnable reading);
    }

    private final ImportDecisions decisions;
    private final ImportPlaces places;
    private final PostRows rows;
    private final ImportTally tally;
    private final ImportedPosts posts;
    private final ImportedChanges changes;
    private final UUID by;
    private final int from;
    private final @Nullable Committing committing;
    private final Map<Integer, Map<String, String>> overrides;
    private final Map<String, UUID> postIds = new HashMap<>();
    private final Set<UUID> leftAlone = new HashSet<>();
    private final List<Entry> batch = new ArrayList<>();
    private final List<Issue> fileIssues = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();
    private int oneByOneUntil;
    private int entries;
    private int postEntries;
    private int highestNumber;

    /**
     * @param overrides cells that come in otherwise than they stand in the file, by row
     * @param from entries that an earlier attempt has done
     * @param committing null for a preview
     */
    ImportRun(
            ImportDecisions decisions,
            ImportPlaces places,
            GivenDates dates,
            ImportTally tally,
            ImportedPosts posts,
            ImportedChanges changes,
            UUID by,
            Map<Integer, Map<String, String>> overrides,
            int from,
            @Nullable Committing committing) {
        this.decisions = decisions;
        this.places = places;
        this.rows = new PostRows(dates, this::rowIssue);
        this.tally = tally;
        this.posts = posts;
        this.changes = changes;
        this.by = by;
        this.overrides = overrides;
        this.from = from;
        this.committing = committing;
    }

    /** Batches up to this entry have one entry each: the database refused something there. */
    void oneByOneUntil(int entry) {
        oneByOneUntil = entry;
    }

    @Override
    public void entry(Entry told) {
        var entry = told.with(overrides.getOrDefault(told.row(), Map.of()));
        entries++;
        if (entry.kind() == Entry.Kind.POST) {
            postEntries++;
            var number = entry.number("post_number");
            highestNumber = Math.max(highestNumber, number == null ? 0 : number);
        }
        if (postEntries > MOST_POSTS || entries > MOST_ENTRIES) {
            throw new ProblemException(
                    ExchangeProblem.TOO_MANY_ROWS,
                    "The file has more than %,d posts; split it.".formatted(MOST_POSTS));
        }
        batch.add(entry);
        var alone = entries <= oneByOneUntil && entries > from;
        if (batch.size() == BATCH || entries == from || alone) {
            flush();
        }
    }

    /** What readers say of rows that are none; told anew by each attempt. */
    @Override
    public void issue(Issue issue) {
        fileIssues.add(issue);
    }

    private void rowIssue(Issue issue) {
        if (entries > from) {
            tally.issue(issue);
        }
    }

    /** Ends the pass. */
    void flush() {
        if (batch.isEmpty()) {
            return;
        }
        var now = List.copyOf(batch);
        if (entries <= from && committing != null) {
            places.making(Making.RECALL);
            committing.recall(() -> write(now, false));
        } else if (committing == null) {
            places.making(Making.PREVIEW);
            write(now, false);
        } else {
            places.making(Making.REAL);
            committing.commit(entries, () -> write(now, true));
        }
        batch.clear();
    }

    private void write(List<Entry> now, boolean real) {
        var recall = entries <= from;
        var read = new ArrayList<PostRow>();
        var number = entries - now.size();
        for (var entry : now) {
            var place = number++;
            switch (entry.kind()) {
                case PLATFORM, GOAL, CHAPTER -> place(entry, recall);
                case POST ->
                        rows.read(entry, place).ifPresentOrElse(read::add, () -> failed(recall));
                case VERSION, PUBLICATION -> {}
            }
        }
        var decided = decisions.of(read, recall);
        postIds.putAll(decided.ids());
        leftAlone.addAll(decided.left());
        if (recall) {
            return;
        }
        decided.count(tally);
        show(read, decided);
        if (real) {
            posts.create(decided.creates(), by);
            decided.changes().forEach(change -> decisions.kept(change, changes, by));
            changes.publish(decided.publications(), by);
        }
        var later = new LaterParts(rows, postIds, leftAlone, tally);
        now.forEach(later::read);
        if (real) {
            later.changed(changes.addVersions(later.versions(), by));
            later.changed(changes.publish(later.publications(), by));
        }
    }

    /** Notes what would become of the first posts. */
    private void show(List<PostRow> read, ImportDecisions.Decided decided) {
        if (committing == null) {
            read.stream()
                    .limit(MOST_SHOWN - shown.size())
                    .forEach(row -> shown.add(Shown.of(row, decided.becomes(row.name()))));
        }
    }

    /** The first posts of a preview. */
    List<Shown> shown() {
        return List.copyOf(shown);
    }

    private void place(Entry entry, boolean recall) {
        try {
            switch (entry.kind()) {
                case PLATFORM -> places.platform(entry);
                case GOAL -> places.goal(entry);
                case CHAPTER -> places.chapter(entry);
                case POST, VERSION, PUBLICATION -> throw new IllegalStateException("No place");
            }
        } catch (ImportPlaces.Missing missing) {
            if (!recall) {
                tally.failed();
                tally.issue(missing.kind().at(entry.row(), null));
            }
        }
    }

    private void failed(boolean recall) {
        if (!recall) {
            tally.failed();
        }
    }

    List<Issue> fileIssues() {
        return List.copyOf(fileIssues);
    }

    int entries() {
        return entries;
    }

    int highestNumber() {
        return highestNumber;
    }

    /** Where the last batch begins in the file. */
    int row() {
        return batch.isEmpty() ? 0 : batch.getFirst().row();
    }

    /** How many entries the last batch tried to store. */
    int tried() {
        return batch.size();
    }
}
