package com.postmagiq.content.duplicates;

import com.postmagiq.content.duplicates.Duplicates.Duplicate;
import com.postmagiq.content.duplicates.Duplicates.Other;
import com.postmagiq.content.duplicates.Duplicates.Read;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which posts of a workspace say the same, all at once. */
@Service
class DuplicateReport {
    /** Only so many posts are compared, the newest: the rest would keep somebody waiting. */
    private static final int MOST_COMPARED = 2000;

    private static final int MOST_PAIRS = 500;

    /**
     * Pairs that share drawers, those that share most first. Each post is paired with the oldest of
     * its drawer only, so that many equal posts give few pairs.
     */
    private static final String PAIRS =
            """
            with compared as materialized (
                select id from app.posts where not is_deleted order by id desc limit :most)
            select first as one, post_id as other
              from (select f.post_id, first_value(f.post_id) over (partition by f.band, f.hash order by f.post_id) as first
                      from app.post_fingerprint_bands f
                     where f.kind = 'content' and f.post_id in (select id from compared)) drawers
             where first <> post_id
             group by first, post_id
             order by count(*) desc, first, post_id
             limit :pairs
            """;

    private record Candidate(UUID one, UUID other) {}

    /**
     * Posts that say the same, each as at least one of the others.
     *
     * @param level of the two that are most alike
     * @param similarity share of word runs those two have in common, 0 to 1
     * @param posts oldest first
     */
    @Schema(name = "DuplicateCluster")
    record Cluster(Level level, double similarity, List<Other> posts) {}

    /**
     * @param compared how many posts were compared, the newest ones
     * @param total how many there are
     */
    @Schema(name = "DuplicateReport")
    record Report(int compared, int total, List<Cluster> clusters) {}

    private final JdbcClient jdbc;
    private final Duplicates duplicates;
    private final SilentPairs silentPairs;

    DuplicateReport(JdbcClient jdbc, Duplicates duplicates, SilentPairs silentPairs) {
        this.jdbc = jdbc;
        this.duplicates = duplicates;
        this.silentPairs = silentPairs;
    }

    /** Pairs somebody has dismissed hold nothing together. */
    @Transactional(readOnly = true)
    public Report report() {
        var total =
                jdbc.sql("select count(*) from app.posts where not is_deleted")
                        .query(Integer.class)
                        .single();
        var candidates =
                jdbc.sql(PAIRS)
                        .param("most", MOST_COMPARED)
                        .param("pairs", MOST_PAIRS)
                        .query(Candidate.class)
                        .list();
        return new Report(Math.min(total, MOST_COMPARED), total, clusters(candidates));
    }

    private List<Cluster> clusters(List<Candidate> candidates) {
        var posts =
                duplicates
                        .readTexts(
                                candidates.stream()
                                        .flatMap(pair -> Stream.of(pair.one(), pair.other()))
                                        .distinct()
                                        .toList())
                        .stream()
                        .collect(Collectors.toMap(post -> post.post().id(), Function.identity()));
        var silent =
                silentPairs.among(
                        posts.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                post ->
                                                        post.getValue()
                                                                .texts()
                                                                .getOrDefault(Kind.CONTENT, ""))));
        var groups = new Groups();
        for (var pair : candidates) {
            var one = posts.get(pair.one());
            var other = posts.get(pair.other());
            if (one != null
                    && other != null
                    && !silent.contains(SilentPairs.Both.of(pair.one(), pair.other()))) {
                Duplicates.compareContents(one, other)
                        .ifPresent(found -> groups.join(one, other, found));
            }
        }
        return groups.clusters();
    }

    /** Posts that hang together by pairs, and the best pair of each group. */
    private static final class Groups {
        private final Map<UUID, UUID> parents = new HashMap<>();
        private final Map<UUID, Other> posts = new LinkedHashMap<>();
        private final Map<UUID, Duplicate> best = new HashMap<>();

        void join(Read one, Read other, Duplicate found) {
            posts.put(one.post().id(), one.post());
            posts.put(other.post().id(), other.post());
            var first = root(one.post().id());
            var second = root(other.post().id());
            parents.put(second, first);
            var better = better(best.get(first), better(best.remove(second), found));
            best.put(first, better);
        }

        private static Duplicate better(@Nullable Duplicate one, Duplicate other) {
            return one != null && one.similarity() >= other.similarity() ? one : other;
        }

        private UUID root(UUID id) {
            var at = id;
            for (var up = parents.get(at); up != null && !up.equals(at); up = parents.get(at)) {
                at = up;
            }
            return at;
        }

        List<Cluster> clusters() {
            var members = new LinkedHashMap<UUID, List<Other>>();
            posts.forEach(
                    (id, post) ->
                            members.computeIfAbsent(root(id), _ -> new ArrayList<>()).add(post));
            return members.entrySet().stream()
                    .map(
                            group -> {
                                var pair = Objects.requireNonNull(best.get(group.getKey()));
                                return new Cluster(
                                        pair.level(),
                                        pair.similarity(),
                                        group.getValue().stream()
                                                .sorted(Comparator.comparing(Other::id))
                                                .toList());
                            })
                    .sorted(
                            Comparator.comparing(Cluster::level)
                                    .thenComparing(
                                            Comparator.comparingDouble(Cluster::similarity)
                                                    .reversed()))
                    .toList();
        }
    }
}
