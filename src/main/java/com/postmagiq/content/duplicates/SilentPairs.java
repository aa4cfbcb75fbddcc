package com.postmagiq.content.duplicates;

import com.postmagiq.content.Columns;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Pairs of posts somebody has looked at and wants to hear no more of, while their texts stay. */
@Component
class SilentPairs {
    /** A text with a greater share of new or lost shingles is another text. */
    private static final double CHANGED = 0.20;

    private static final String STORED =
            """
            select post_id, other_id, post_shingles, other_shingles from app.dismissed_duplicates
             where post_id = :id or other_id = :id
            """;

    private static final String UPSERT =
            """
            insert into app.dismissed_duplicates (workspace_id, post_id, other_id, post_shingles, other_shingles,
                dismissed_by_id, dismissed_at)
            values (:workspace, :post, :other, :postShingles, :otherShingles, :by, :now)
            on conflict (workspace_id, post_id, other_id) do update
               set post_shingles = excluded.post_shingles, other_shingles = excluded.other_shingles,
                   dismissed_by_id = excluded.dismissed_by_id, dismissed_at = excluded.dismissed_at
            """;

    private static final String AMONG =
            """
            select post_id, other_id, post_shingles, other_shingles from app.dismissed_duplicates
             where post_id = any(:ids) and other_id = any(:ids)
            """;

    /** Two posts, in either order. */
    record Both(UUID first, UUID second) {
        static Both of(UUID one, UUID two) {
            return one.toString().compareTo(two.toString()) < 0
                    ? new Both(one, two)
                    : new Both(two, one);
        }
    }

    private record Dismissed(Both posts, Set<Long> first, Set<Long> second) {}

    private record Pair(UUID other, Set<Long> own, Set<Long> theirs) {}

    private final JdbcClient jdbc;
    private final Fingerprints fingerprints;
    private final Clock clock;

    SilentPairs(JdbcClient jdbc, Fingerprints fingerprints, Clock clock) {
        this.jdbc = jdbc;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    /** Keeps a pair silent; again is the same as once. */
    @Transactional
    public void dismiss(UUID one, UUID two, UUID by) {
        if (one.equals(two)) {
            return;
        }
        var pair = Both.of(one, two);
        jdbc.sql(UPSERT)
                .param("workspace", CurrentWorkspace.id())
                .param("post", pair.first())
                .param("other", pair.second())
                .param("postShingles", shinglesOf(pair.first()))
                .param("otherShingles", shinglesOf(pair.second()))
                .param("by", by)
                .param("now", Columns.at(clock.instant()))
                .update();
    }

    /**
     * The posts that are not to be told beside this one, whose texts are nearly as they were.
     *
     * @param contentsOf gives the present texts of posts; one that is gone has none
     */
    Set<UUID> of(UUID postId, String content, Function<List<UUID>, Map<UUID, String>> contentsOf) {
        var now = ComparedText.of(content).shingles();
        var pairs = pairs(postId).stream().filter(pair -> isStill(pair.own(), now)).toList();
        var contents = contentsOf.apply(pairs.stream().map(Pair::other).toList());
        return pairs.stream()
                .filter(pair -> contents.containsKey(pair.other()))
                .filter(pair -> isStill(pair.theirs(), shinglesNow(contents, pair.other())))
                .map(Pair::other)
                .collect(Collectors.toSet());
    }

    /**
     * The pairs among some posts that are not to be told, since both texts are nearly as they were.
     *
     * @param contents the present text of each post
     */
    Set<Both> among(Map<UUID, String> contents) {
        var ids = contents.keySet().toArray(UUID[]::new);
        return jdbc
                .sql(AMONG)
                .param("ids", ids)
                .query(
                        (row, _) ->
                                new Dismissed(
                                        new Both(
                                                row.getObject("post_id", UUID.class),
                                                row.getObject("other_id", UUID.class)),
                                        shingles(row.getArray("post_shingles")),
                                        shingles(row.getArray("other_shingles"))))
                .list()
                .stream()
                .filter(pair -> isStill(pair.first(), shinglesNow(contents, pair.posts().first())))
                .filter(
                        pair ->
                                isStill(
                                        pair.second(),
                                        shinglesNow(contents, pair.posts().second())))
                .map(Dismissed::posts)
                .collect(Collectors.toSet());
    }

    private static Set<Long> shinglesNow(Map<UUID, String> contents, UUID post) {
        return ComparedText.of(contents.getOrDefault(post, "")).shingles();
    }

    private static boolean isStill(Set<Long> then, Set<Long> now) {
        if (then.isEmpty() || now.isEmpty()) {
            return then.equals(now);
        }
        return ComparedText.similarity(then, now) >= 1 - CHANGED;
    }

    private List<Pair> pairs(UUID postId) {
        return jdbc.sql(STORED)
                .param("id", postId)
                .query(
                        (row, _) -> {
                            var isFirst = row.getObject("post_id", UUID.class).equals(postId);
                            return new Pair(
                                    row.getObject(isFirst ? "other_id" : "post_id", UUID.class),
                                    shingles(
                                            row.getArray(
                                                    isFirst ? "post_shingles" : "other_shingles")),
                                    shingles(
                                            row.getArray(
                                                    isFirst ? "other_shingles" : "post_shingles")));
                        })
                .list();
    }

    private Long[] shinglesOf(UUID postId) {
        return ComparedText.of(fingerprints.texts(postId).getOrDefault(Kind.CONTENT, ""))
                .shingles()
                .stream()
                .sorted()
                .toArray(Long[]::new);
    }

    private static Set<Long> shingles(Array stored) throws SQLException {
        return new HashSet<>(List.of((Long[]) stored.getArray()));
    }
}
