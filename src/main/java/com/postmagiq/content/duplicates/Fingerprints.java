package com.postmagiq.content.duplicates;

import com.postmagiq.content.Columns;
import com.postmagiq.content.PostChanged;
import com.postmagiq.kernel.archive.RowsArrived;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    /** A row that was there has an xmax: it was locked before it was updated. */
    private static final String UPSERT =
            """
            insert into app.post_fingerprints (workspace_id, post_id, kind, content_hash, updated_at)
            select :workspace, post, kind, decode(hash, 'hex'), :now
              from unnest(:posts::uuid[], :kinds::text[], :hashes::text[]) as text (post, kind, hash)
            on conflict (workspace_id, post_id, kind) do update
               set content_hash = excluded.content_hash, updated_at = excluded.updated_at
             where post_fingerprints.content_hash <> excluded.content_hash
            returning post_id, kind, xmax <> 0 as known
            """;

    private static final String DROP =
            """
            delete from app.post_fingerprint_bands f
             using unnest(:posts::uuid[], :kinds::text[]) as text (post, kind)
             where f.post_id = text.post and f.kind = text.kind
            """;

    private static final String INSERT =
            """
            insert into app.post_fingerprint_bands (workspace_id, kind, band, hash, post_id)
            select :workspace, text.kind, (drawer.n - 1) % :bands, drawer.hash, text.post
              from unnest(:posts::uuid[], :kinds::text[]) with ordinality as text (post, kind, n)
              join unnest(:hashes::bigint[]) with ordinality as drawer (hash, n)
                on (drawer.n - 1) / :bands = text.n - 1
            """;

    /** One text of a post; those with the same post and kind are equal. */
    private record Name(UUID postId, Kind kind) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Fingerprints(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @EventListener
    void keep(PostChanged change) {
        var texts = new LinkedHashMap<Name, ComparedText>();
        read(change.postIds())
                .forEach(
                        (post, all) ->
                                all.forEach(
                                        (kind, text) ->
                                                texts.put(
                                                        new Name(post, kind),
                                                        ComparedText.of(text))));
        if (texts.isEmpty()) {
            return;
        }
        var known = new ArrayList<Name>();
        var changed = new LinkedHashMap<Name, long[]>();
        upsert(
                texts,
                (name, was) -> {
                    if (was) {
                        known.add(name);
                    }
                    var parts = name.kind().parts(Objects.requireNonNull(texts.get(name)));
                    if (!parts.isEmpty()) {
                        changed.put(name, MinHash.bands(parts));
                    }
                });
        if (!known.isEmpty()) {
            named(DROP, known).update();
        }
        if (!changed.isEmpty()) {
            named(INSERT, changed.keySet())
                    .param("workspace", CurrentWorkspace.id())
                    .param("bands", MinHash.BANDS)
                    .param(
                            "hashes",
                            changed.values().stream()
                                    .flatMapToLong(Arrays::stream)
                                    .boxed()
                                    .toArray(Long[]::new))
                    .update();
        }
    }

    /**
     * Stores the digests of texts.
     *
     * @param changed told the names of those that are new or others than before, and whether there
     *     was one before
     */
    private void upsert(Map<Name, ComparedText> texts, BiConsumer<Name, Boolean> changed) {
        named(UPSERT, texts.keySet())
                .param("workspace", CurrentWorkspace.id())
                .param("now", Columns.at(clock.instant()))
                .param(
                        "hashes",
                        texts.values().stream()
                                .map(text -> HexFormat.of().formatHex(Sha256.of(text.line())))
                                .toArray(String[]::new))
                .query(
                        (RowCallbackHandler)
                                row ->
                                        changed.accept(
                                                new Name(
                                                        row.getObject("post_id", UUID.class),
                                                        Kind.of(row.getString("kind"))),
                                                row.getBoolean("known")));
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

    /** In the order of their ids, so that two who write many posts at once wait for each other. */
    private Map<UUID, Map<Kind, String>> read(List<UUID> postIds) {
        var found = new TreeMap<UUID, Map<Kind, String>>();
        jdbc.sql(TEXTS)
                .param("ids", postIds.toArray(UUID[]::new))
                .query(
                        (RowCallbackHandler)
                                row -> {
                                    var texts = new EnumMap<Kind, String>(Kind.class);
                                    texts.put(Kind.CONTENT, given(row.getString("content")));
                                    texts.put(Kind.TOPIC, given(row.getString("topic")));
                                    texts.put(Kind.STORY, given(row.getString("story_used")));
                                    found.put(row.getObject("id", UUID.class), texts);
                                });
        return found;
    }

    private JdbcClient.StatementSpec named(String sql, Collection<Name> names) {
        return jdbc.sql(sql)
                .param("posts", names.stream().map(Name::postId).toArray(UUID[]::new))
                .param(
                        "kinds",
                        names.stream().map(name -> name.kind().code()).toArray(String[]::new));
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }
}
