package com.postmagiq.content.exchange;

import com.postmagiq.content.ImportedPost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Texts and records of publication that a file lists behind its posts. */
final class LaterParts {
    private static final Set<String> SOURCES =
            Set.of("manual", "workflow", "import", "restore", "assist", "suggestion");
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_LABEL = 80;

    private final PostRows rows;
    private final Map<String, UUID> posts;
    private final Set<UUID> leftAlone;
    private final ImportTally tally;
    private final List<ImportedPost.Version> versions = new ArrayList<>();
    private final List<ImportedPost.Publication> publications = new ArrayList<>();

    /**
     * @param leftAlone posts that have been counted as left as they were
     */
    LaterParts(PostRows rows, Map<String, UUID> posts, Set<UUID> leftAlone, ImportTally tally) {
        this.rows = rows;
        this.posts = posts;
        this.leftAlone = leftAlone;
        this.tally = tally;
    }

    void read(Entry entry) {
        if (entry.kind() != Entry.Kind.VERSION && entry.kind() != Entry.Kind.PUBLICATION) {
            return;
        }
        var post = posts.get(entry.text("post_ref"));
        if (post == null) {
            tally.issue(Issue.Kind.POST_MISSING.at(entry.row(), null));
        } else if (entry.kind() == Entry.Kind.VERSION) {
            version(entry, post);
        } else {
            publication(entry, post);
        }
    }

    private void version(Entry entry, UUID post) {
        var content = rows.content(entry);
        if (content.isEmpty()) {
            return;
        }
        var number = entry.number("version_number");
        var source = String.valueOf(entry.text("source"));
        versions.add(
                new ImportedPost.Version(
                        post,
                        number == null || number == 0 ? 1 : number,
                        content.get(),
                        rows.cut(entry, "title", LONGEST_TITLE),
                        rows.cut(entry, "label", LONGEST_LABEL),
                        Boolean.TRUE.equals(entry.fields().get("is_pinned")),
                        SOURCES.contains(source) ? source : "import",
                        Boolean.TRUE.equals(entry.fields().get("current"))));
    }

    private void publication(Entry entry, UUID post) {
        var platform = String.valueOf(entry.text("platform")).toLowerCase(Locale.ROOT);
        publications.add(
                new ImportedPost.Publication(
                        post,
                        PostRows.PLATFORMS.contains(platform) ? platform : "other",
                        rows.address(entry, "url"),
                        rows.moment(entry, "published_at")));
    }

    List<ImportedPost.Version> versions() {
        return versions;
    }

    List<ImportedPost.Publication> publications() {
        return publications;
    }

    /** Notes posts that got something after all. */
    void changed(Set<UUID> ids) {
        ids.stream().filter(leftAlone::remove).forEach(_ -> tally.skippedBecameUpdated());
    }
}
