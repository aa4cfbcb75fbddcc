package com.postmagiq.content.duplicates;

import com.postmagiq.content.Columns;
import com.postmagiq.content.PostChanged;
import com.postmagiq.kernel.archive.RowsArrived;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;

/**
 * Keeps the drawers of each post's texts as its texts are, in the transaction that changes them.
 */
@Component
class Fingerprints {
    private static final String TEXTS =
            """
            select p.id, p.topic, p.story_used, v.content
              from app.posts p
              left join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
             where p.id = any(:ids)
            """;

    private static final String UPSERT =
            """
            insert into app.post_fingerprints (workspace_id, post_id, kind, content_hash, updated_at)
            values (:workspace, :post, :kind, :hash, :now)
            on conflict (workspace_id, post_id, kind) do update
               set content_hash = excluded.content_hash, updated_at = excluded.updated_at
             where post_fingerprints.content_hash <> excluded.content_hash
            """;

    private static final String DROP =
            "delete from app.post_fingerprint_bands where post_id = :post and kind = :kind";

    private static final String INSERT =
            """
            insert into app.post_fingerprint_bands (workspace_id, kind, band, hash, post_id)
            select :workspace, :kind, band, hash, :post
              from unnest(:bands::smallint[], :hashes::bigint[]) as drawer (band, hash)
            """;

    private record Text(UUID postId, Kind kind, ComparedText compared) {}

    private final NamedParameterJdbcTemplate jdbc;
    private final Clock clock;

    Fingerprints(NamedParameterJdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @EventListener
    void keep(PostChanged change) {
        var texts = new ArrayList<Text>();
        read(change.postIds())
                .forEach(
                        (post, all) ->
                                all.forEach(
                                        (kind, text) ->
                                                texts.add(
                                                        new Text(
                                                                post,
                                                                kind,
                                                                ComparedText.of(text)))));
        var counts = batch(UPSERT, texts.stream().map(this::hashed).toList());
        var changed =
                IntStream.range(0, counts.length)
                        .filter(each -> counts[each] != 0)
                        .mapToObj(texts::get)
                        .toList();
        batch(DROP, changed.stream().map(Fingerprints::named).toList());
        batch(
                INSERT,
                changed.stream()
                        .filter(text -> !text.kind().parts(text.compared()).isEmpty())
                        .map(Fingerprints::drawers)
                        .toList());
    }

    @EventListener
    void make(RowsArrived rows) {
        if (rows.table().equals("app.posts")) {
            keep(new PostChanged(rows.ids()));
        }
    }

    /** The texts of a post, empty ones as such. */
    Map<Kind, String> texts(UUID postId) {
        return Objects.requireNonNull(read(List.of(postId)).get(postId));
    }

    private Map<UUID, Map<Kind, String>> read(List<UUID> postIds) {
        var found = new HashMap<UUID, Map<Kind, String>>();
        jdbc.query(
                TEXTS,
                new MapSqlParameterSource("ids", postIds.toArray(UUID[]::new)),
                row -> {
                    var texts = new EnumMap<Kind, String>(Kind.class);
                    texts.put(Kind.CONTENT, given(row.getString("content")));
                    texts.put(Kind.TOPIC, given(row.getString("topic")));
                    texts.put(Kind.STORY, given(row.getString("story_used")));
                    found.put(row.getObject("id", UUID.class), texts);
                });
        return found;
    }

    private int[] batch(String sql, List<? extends SqlParameterSource> rows) {
        return rows.isEmpty()
                ? new int[0]
                : jdbc.batchUpdate(sql, rows.toArray(SqlParameterSource[]::new));
    }

    private MapSqlParameterSource hashed(Text text) {
        return named(text)
                .addValue("hash", Sha256.of(text.compared().line()))
                .addValue("now", Columns.at(clock.instant()));
    }

    private static MapSqlParameterSource drawers(Text text) {
        var hashes = MinHash.bands(text.kind().parts(text.compared()));
        return named(text)
                .addValue(
                        "bands", IntStream.range(0, MinHash.BANDS).boxed().toArray(Integer[]::new))
                .addValue("hashes", Arrays.stream(hashes).boxed().toArray(Long[]::new));
    }

    private static MapSqlParameterSource named(Text text) {
        return new MapSqlParameterSource("workspace", CurrentWorkspace.id())
                .addValue("post", text.postId())
                .addValue("kind", text.kind().code());
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }
}
