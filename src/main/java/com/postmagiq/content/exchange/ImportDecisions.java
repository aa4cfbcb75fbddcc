package com.postmagiq.content.exchange;

import com.postmagiq.content.ImportedChanges;
import com.postmagiq.content.ImportedPost;
import com.postmagiq.content.ImportedPosts;
import com.postmagiq.content.PostStatus;
import com.postmagiq.content.exchange.ImportWish.Mode;
import com.postmagiq.content.exchange.ImportWish.Rights;
import com.postmagiq.kernel.crypto.Sha256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says of each post of a file whether it is new, is one of the workspace, or cannot come in. A post
 * is found by its external_ref, its id or its number; where the file names none of them, the second
 * row of a topic means the second post of it.
 */
final class ImportDecisions {
    private final UUID operation;
    private final Mode mode;
    private final Rights rights;
    private final ImportPlaces places;
    private final ImportedChanges stored;
    private final ImportedPosts posts;
    private final AssigneeNames people;
    private final ImportTally tally;
    private final Set<String> meant = new HashSet<>();
    private final Map<String, Integer> topicsSeen = new HashMap<>();

    ImportDecisions(
            UUID operation,
            Mode mode,
            Rights rights,
            ImportPlaces places,
            ImportedChanges stored,
            ImportedPosts posts,
            AssigneeNames people,
            ImportTally tally) {
        this.operation = operation;
        this.mode = mode;
        this.rights = rights;
        this.places = places;
        this.stored = stored;
        this.posts = posts;
        this.people = people;
        this.tally = tally;
    }

    /** A post that is to become as the file says. */
    record Change(int row, ImportedPost.Existing old, ImportedPost post) {}

    /**
     * What is to be done with some posts.
     *
     * @param ids of those that come in or are there, by what the file calls them
     * @param left those that stay as they are
     */
    record Decided(
            List<ImportedPost> creates,
            List<Change> changes,
            List<ImportedPost.Publication> publications,
            Map<String, UUID> ids,
            Set<UUID> left) {
        /** What becomes of a post: new, update, skip or error. */
        String becomes(String name) {
            var id = ids.get(name);
            if (id == null) {
                return "error";
            }
            if (left.contains(id)) {
                return "skip";
            }
            return creates.stream().anyMatch(post -> post.id().equals(id)) ? "new" : "update";
        }

        void count(ImportTally tally) {
            creates.forEach(_ -> tally.created());
            changes.forEach(_ -> tally.updated());
            left.forEach(_ -> tally.skipped());
        }
    }

    private record Key(@Nullable UUID goal, @Nullable String topic) {}

    /**
     * @param recall only what became of them is asked: an earlier attempt has done it
     */
    Decided of(List<PostRow> rows, boolean recall) {
        var decided =
                new Decided(
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new HashMap<>(),
                        new HashSet<>());
        if (!rows.isEmpty()) {
            var known = new Known(stored, rows, this::idOf);
            for (var row : rows) {
                try {
                    decide(row, known, decided, recall);
                } catch (ImportPlaces.Missing refused) {
                    if (!recall) {
                        tally.failed();
                        tally.issue(refused.kind().at(row.row(), null));
                    }
                }
            }
        }
        return decided;
    }

    private void decide(PostRow row, Known known, Decided decided, boolean recall) {
        requireOnce(row);
        var place = places.of(row.place());
        var made = known.byId(idOf(row.name()));
        if (recall && made != null) {
            decided.ids().put(row.name(), made.id());
            topicsSeen.merge(topicKey(row, place), 1, Integer::sum);
            return;
        }
        var match = match(row, place, known);
        if (match == null) {
            if (!recall) {
                requireFree(row, known);
                var post = post(row, place, null);
                decided.creates().add(post);
                decided.ids().put(row.name(), post.id());
                published(row, post.id(), post.status(), decided);
            }
            return;
        }
        decided.ids().put(row.name(), match.id());
        if (recall) {
            return;
        }
        var post = post(row, place, match);
        if (mode == Mode.UPSERT && ImportedChanges.different(match, post)) {
            decided.changes().add(new Change(row.row(), match, post));
        } else {
            decided.left().add(match.id());
        }
        if (mode == Mode.UPSERT) {
            published(row, match.id(), match.status(), decided);
        }
    }

    /** Two rows must not mean the same post. */
    private void requireOnce(PostRow row) {
        var fresh = meant.add("name " + row.name());
        if (row.number() != null) {
            fresh &= meant.add("number " + row.number());
        }
        if (row.externalRef() != null) {
            fresh &= meant.add("ref " + row.externalRef());
        }
        if (!fresh) {
            throw new ImportPlaces.Missing(Issue.Kind.REPEATED);
        }
    }

    private ImportedPost.@Nullable Existing match(
            PostRow row, ImportPlaces.Place place, Known known) {
        if (mode == Mode.CREATE) {
            return null;
        }
        var byName = row.externalRef() == null ? null : known.byRef(row.externalRef());
        var byId = row.id() == null ? null : known.byId(row.id());
        var byNumber = row.number() == null ? null : known.byNumber(row.number());
        if (byName != null) {
            return usable(byName);
        }
        if (byId != null && unnamed(byId, row)) {
            return usable(byId);
        }
        if (byNumber != null && unnamed(byNumber, row)) {
            var same = place.goalId() == null || place.goalId().equals(byNumber.goalId());
            return same ? usable(byNumber) : null;
        }
        if (row.number() != null || row.externalRef() != null) {
            return null;
        }
        var which = topicsSeen.merge(topicKey(row, place), 1, Integer::sum);
        var alike = known.byTopic(row.topic(), row.content(), place.goalId());
        return alike.size() >= which ? alike.get(which - 1) : null;
    }

    /** A post that has another name from outside is another post. */
    private static boolean unnamed(ImportedPost.Existing found, PostRow row) {
        return row.externalRef() == null || found.externalRef() == null;
    }

    private static ImportedPost.@Nullable Existing usable(ImportedPost.@Nullable Existing found) {
        return found == null || found.deleted() ? null : found;
    }

    private static String topicKey(PostRow row, ImportPlaces.Place place) {
        return new Key(place.goalId(), row.topic() == null ? row.content() : row.topic())
                .toString();
    }

    private static void requireFree(PostRow row, Known known) {
        if (row.number() != null && known.byNumber(row.number()) != null) {
            throw new ImportPlaces.Missing(Issue.Kind.NUMBER_TAKEN);
        }
        if (row.externalRef() != null && known.byRef(row.externalRef()) != null) {
            throw new ImportPlaces.Missing(Issue.Kind.NAME_TAKEN);
        }
    }

    private ImportedPost post(
            PostRow row, ImportPlaces.Place place, ImportedPost.@Nullable Existing old) {
        var id = idOf(row.name());
        return new ImportedPost(
                id,
                row.number(),
                place.goalId(),
                place.chapterId(),
                row.columns(),
                old != null && row.status() == old.status() ? null : status(row, id, place),
                row.previous(),
                assignee(row, old),
                row.tags(),
                row.content());
    }

    private @Nullable PostStatus status(PostRow row, UUID id, ImportPlaces.Place place) {
        var status = row.status();
        if (status == PostStatus.REVIEW) {
            tally.issue(Issue.Kind.NOT_IN_REVIEW.at(row.row(), "status"));
            return PostStatus.DRAFTING;
        }
        if (status == PostStatus.PUBLISHED && !rights.publish()) {
            tally.issue(Issue.Kind.NOT_PUBLISHED.at(row.row(), "status"));
            status = PostStatus.READY;
        }
        var finished =
                status == PostStatus.READY
                        || status == PostStatus.POLISHING
                        || status == PostStatus.PUBLISHED;
        if (finished && posts.needsApproval(id, place.goalId())) {
            tally.issue(Issue.Kind.NOT_APPROVED.at(row.row(), "status"));
            return PostStatus.DRAFTING;
        }
        return status;
    }

    private ImportedPost.@Nullable Assignee assignee(
            PostRow row, ImportedPost.@Nullable Existing old) {
        if (row.assignee() == null || row.assignee().isEmpty()) {
            return row.assignee() == null || old == null ? null : new ImportedPost.Assignee(null);
        }
        var person = people.find(row.assignee());
        if (person.isEmpty()) {
            tally.issue(Issue.Kind.UNKNOWN_PERSON.at(row.row(), "assignee"));
            return null;
        }
        var given = old == null || Objects.equals(old.assigneeId(), person.get());
        if (!rights.assign() && !person.get().equals(rights.person()) && !(given && old != null)) {
            tally.issue(Issue.Kind.NOT_ASSIGNED.at(row.row(), "assignee"));
            return null;
        }
        return new ImportedPost.Assignee(person.get());
    }

    /** A record that it went out belongs to a published post only. */
    private void published(PostRow row, UUID post, @Nullable PostStatus status, Decided decided) {
        if (row.published() != null && status == PostStatus.PUBLISHED) {
            decided.publications()
                    .add(
                            new ImportedPost.Publication(
                                    post,
                                    row.published().platform(),
                                    row.published().url(),
                                    row.published().at()));
        }
    }

    /** Brings a post to what the file says, and tells what stayed. */
    void kept(Change change, ImportedChanges changes, UUID by) {
        for (var kept : changes.change(change.old(), change.post(), by)) {
            var kind =
                    switch (kept) {
                        case STATUS -> Issue.Kind.STATUS_KEPT;
                        case TEXT -> Issue.Kind.TEXT_KEPT;
                    };
            tally.issue(
                    kind.at(
                            change.row(),
                            kept == ImportedChanges.Kept.TEXT ? "content" : "status"));
        }
    }

    /**
     * The id of a post this import makes: the same in every attempt, and in the order of time as
     * all ids are (UUIDv7 with the operation's time).
     */
    private UUID idOf(String name) {
        var hash = ByteBuffer.wrap(Sha256.of(operation + " " + name));
        var high = (operation.getMostSignificantBits() & ~0xFFFL) | (hash.getLong() & 0xFFFL);
        var low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
