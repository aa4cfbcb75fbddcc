package com.postmagiq.content.duplicates;

import com.postmagiq.content.Columns;
import com.postmagiq.content.PostReference;
import com.postmagiq.content.duplicates.SharedFragments.Fragment;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds the posts of a workspace that say the same as a text. */
@Service
class Duplicates {
    private static final int MOST_CANDIDATES = 200;
    private static final int MOST_SHOWN = 20;

    /** Posts that share most drawers with the text first. */
    private static final String CANDIDATES =
            """
            select f.post_id
              from unnest(:bands::smallint[], :hashes::bigint[]) as drawer (band, hash)
              join app.post_fingerprint_bands f
                on f.kind = :kind and f.band = drawer.band and f.hash = drawer.hash
             group by f.post_id
             order by count(*) desc, f.post_id
             limit :limit
            """;

    private static final String READ =
            """
            select p.id, p.post_number, p.topic, p.status, p.published_at, p.story_used, v.content, c.chapter_number
              from app.posts p
              left join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
              left join app.chapters c on c.workspace_id = p.workspace_id and c.id = p.chapter_id
             where p.id = any(:ids) and not p.is_deleted
            """;

    /** A post that says the same. */
    @Schema(name = "OtherPost")
    record Other(
            UUID id,
            String ref,
            @Nullable String topic,
            String status,
            @Nullable Instant publishedAt) {}

    /**
     * @param similarity share of word runs both have in common, 0 to 1
     * @param sharedFragments what they have in common, with places in the text asked about
     */
    @Schema(name = "DuplicatePost")
    record Duplicate(Other post, Level level, double similarity, List<Fragment> sharedFragments) {}

    /** A post with the texts it is compared by. */
    record Read(Other post, Map<Kind, String> texts) {}

    private final JdbcClient jdbc;
    private final Fingerprints fingerprints;
    private final SilentPairs silentPairs;

    Duplicates(JdbcClient jdbc, Fingerprints fingerprints, SilentPairs silentPairs) {
        this.jdbc = jdbc;
        this.fingerprints = fingerprints;
        this.silentPairs = silentPairs;
    }

    /**
     * Posts that say what this one says, most alike first; pairs somebody has dismissed are left
     * out.
     */
    @Transactional(readOnly = true)
    public List<Duplicate> of(UUID postId) {
        var texts = fingerprints.texts(postId);
        var silent = silentPairs.of(postId, texts.getOrDefault(Kind.CONTENT, ""), this::contentsOf);
        return find(texts).stream()
                .filter(found -> !found.post().id().equals(postId))
                .filter(found -> !silent.contains(found.post().id()))
                .limit(MOST_SHOWN)
                .toList();
    }

    /** Posts that say what a text says that is not stored. */
    @Transactional(readOnly = true)
    public List<Duplicate> check(String text, @Nullable String topic) {
        var texts = new EnumMap<Kind, String>(Kind.class);
        texts.put(Kind.CONTENT, text);
        texts.put(Kind.TOPIC, topic == null ? "" : topic);
        return find(texts).stream().limit(MOST_SHOWN).toList();
    }

    private Map<UUID, String> contentsOf(List<UUID> posts) {
        return readTexts(posts).stream()
                .collect(
                        Collectors.toMap(
                                post -> post.post().id(),
                                post -> post.texts().getOrDefault(Kind.CONTENT, "")));
    }

    private List<Duplicate> find(Map<Kind, String> texts) {
        var found = new HashMap<UUID, Duplicate>();
        for (var kind : Kind.values()) {
            var text = texts.getOrDefault(kind, "");
            var compared = ComparedText.of(text);
            var parts = kind.parts(compared);
            if (parts.isEmpty()) {
                continue;
            }
            for (var other : read(candidates(kind, parts))) {
                compare(kind, text, compared, other)
                        .ifPresent(
                                each ->
                                        found.merge(
                                                each.post().id(),
                                                each,
                                                (one, two) ->
                                                        one.level().compareTo(two.level()) <= 0
                                                                ? one
                                                                : two));
            }
        }
        return found.values().stream()
                .sorted(
                        Comparator.comparing(Duplicate::level)
                                .thenComparing(
                                        Comparator.comparingDouble(Duplicate::similarity)
                                                .reversed())
                                .thenComparing(each -> each.post().id()))
                .toList();
    }

    /** How alike two texts of posts are, if they are. */
    static Optional<Duplicate> compareContents(Read one, Read other) {
        var text = one.texts().getOrDefault(Kind.CONTENT, "");
        return compare(Kind.CONTENT, text, ComparedText.of(text), other);
    }

    private static Optional<Duplicate> compare(
            Kind kind, String text, ComparedText compared, Read other) {
        var theirs = ComparedText.of(other.texts().getOrDefault(kind, ""));
        var similarity = ComparedText.similarity(kind.parts(compared), kind.parts(theirs));
        var level = Level.of(kind, compared, theirs, similarity);
        if (level == null) {
            return Optional.empty();
        }
        var fragments =
                kind == Kind.CONTENT
                        ? SharedFragments.of(text, compared, theirs)
                        : List.<Fragment>of();
        return Optional.of(
                new Duplicate(
                        other.post(), level, Math.round(similarity * 1000) / 1000.0, fragments));
    }

    private List<UUID> candidates(Kind kind, Collection<Long> parts) {
        return jdbc.sql(CANDIDATES)
                .param("kind", kind.code())
                .param("bands", IntStream.range(0, MinHash.BANDS).boxed().toArray(Integer[]::new))
                .param("hashes", Arrays.stream(MinHash.bands(parts)).boxed().toArray(Long[]::new))
                .param("limit", MOST_CANDIDATES)
                .query(UUID.class)
                .list();
    }

    private List<Read> read(List<UUID> ids) {
        return read(READ, ids);
    }

    /** Posts without their stories, which may be long. */
    List<Read> readTexts(List<UUID> ids) {
        return read(READ.replace("p.story_used", "null as story_used"), ids);
    }

    private List<Read> read(String sql, List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(sql)
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    private static Read read(ResultSet row) throws SQLException {
        var texts = new EnumMap<Kind, String>(Kind.class);
        put(texts, Kind.CONTENT, row.getString("content"));
        put(texts, Kind.TOPIC, row.getString("topic"));
        put(texts, Kind.STORY, row.getString("story_used"));
        return new Read(
                new Other(
                        row.getObject("id", UUID.class),
                        PostReference.name(
                                Columns.integer(row, "chapter_number"), row.getInt("post_number")),
                        row.getString("topic"),
                        row.getString("status"),
                        Columns.instant(row, "published_at")),
                texts);
    }

    private static void put(Map<Kind, String> texts, Kind kind, @Nullable String text) {
        if (text != null) {
            texts.put(kind, text);
        }
    }
}
