package com.postmagiq.audit;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The rows of seals, and the entries under them. Callers hold the transaction. */
@Repository
class SealStore {
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    /** Of its own, because no setting of the web may ever change what a digest is made of. */
    private static final JsonMapper CANONICAL =
            JsonMapper.builder()
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private static final HexFormat HEX = HexFormat.of();
    private static final int MOST_NAMED = 50;

    private final JdbcClient jdbc;

    SealStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What lies in a stretch of time. */
    record Content(int entries, String digest, List<UUID> ids) {}

    /** The newest seal as it is kept a second time. */
    record Head(long number, Instant from, Instant to, String hmac) {}

    /** Makes others who seal the same log do nothing until this transaction ends. */
    boolean lock(Trail trail) {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(:what, 0))")
                .param("what", "audit-seal " + workspaceOf(trail))
                .query(Boolean.class)
                .single();
    }

    /** Reads and digests entries in the order they were recorded in. */
    Content content(Trail trail, Instant from, Instant to) {
        var digest = sha256();
        var ids = new ArrayList<UUID>();
        int[] count = {0};
        jdbc.sql(
                        trail.sql(
                                """
                                select * from {s}.audit_logs
                                 where recorded_at >= :from and recorded_at < :to
                                 order by recorded_at, id
                                """))
                .param("from", EntryFilter.at(from))
                .param("to", EntryFilter.at(to))
                .query(
                        row -> {
                            digest.update(CANONICAL.writeValueAsBytes(fields(row)));
                            digest.update((byte) '\n');
                            count[0]++;
                            if (ids.size() < MOST_NAMED) {
                                ids.add(row.getObject("id", UUID.class));
                            }
                        });
        return new Content(count[0], HEX.formatHex(digest.digest()), List.copyOf(ids));
    }

    /** When the oldest entry behind this instant was recorded. */
    Optional<Instant> oldestSince(Trail trail, Instant from) {
        return jdbc.sql(
                        trail.sql(
                                """
                                select recorded_at from {s}.audit_logs where recorded_at >= :from
                                 order by recorded_at limit 1
                                """))
                .param("from", EntryFilter.at(from))
                .query((row, _) -> instant(row, "recorded_at"))
                .optional();
    }

    void insert(Trail trail, Seal seal) {
        jdbc.sql(
                        trail.sql(
                                """
                                insert into {s}.audit_seals (workspace_id, seal_no, range_from, range_to, entry_count,
                                    digest, previous_digest, key_id, hmac, sealed_at)
                                values (cast(:workspace as uuid), :number, :from, :to, :entries, :digest, :previous,
                                    :key, :hmac, :at)
                                """))
                .param("workspace", workspaceOf(trail))
                .param("number", seal.number())
                .param("from", EntryFilter.at(seal.from()))
                .param("to", EntryFilter.at(seal.to()))
                .param("entries", seal.entries())
                .param("digest", HEX.parseHex(seal.digest()))
                .param("previous", bytes(seal.previousDigest()))
                .param("key", seal.keyId())
                .param("hmac", HEX.parseHex(seal.hmac()))
                .param("at", EntryFilter.at(seal.sealedAt()))
                .update();
        jdbc.sql(
                        trail.sql(
                                """
                                insert into {s}.audit_heads (workspace_id, seal_no, range_from, range_to, hmac)
                                values (cast(:workspace as uuid), :number, :from, :to, :hmac)
                                on conflict (workspace_id) do update
                                   set seal_no = excluded.seal_no, range_from = excluded.range_from,
                                       range_to = excluded.range_to, hmac = excluded.hmac
                                """))
                .param("workspace", workspaceOf(trail))
                .param("number", seal.number())
                .param("from", EntryFilter.at(seal.from()))
                .param("to", EntryFilter.at(seal.to()))
                .param("hmac", HEX.parseHex(seal.hmac()))
                .update();
    }

    Optional<Head> head(Trail trail) {
        return jdbc.sql(
                        trail.sql(
                                "select seal_no, range_from, range_to, hmac from {s}.audit_heads"))
                .query(
                        (row, _) ->
                                new Head(
                                        row.getLong("seal_no"),
                                        instant(row, "range_from"),
                                        instant(row, "range_to"),
                                        hex(row, "hmac")))
                .optional();
    }

    Optional<Seal> seal(Trail trail, long number) {
        return after(trail, number - 1, 1).stream()
                .filter(seal -> seal.number() == number)
                .findFirst();
    }

    /** Seals behind a number, in order. */
    List<Seal> after(Trail trail, long number, int limit) {
        return jdbc.sql(
                        trail.sql(
                                """
                                select * from {s}.audit_seals where seal_no > :number order by seal_no limit :limit
                                """))
                .param("number", number)
                .param("limit", limit)
                .query((row, _) -> seal(row))
                .list();
    }

    private static @Nullable String workspaceOf(Trail trail) {
        return trail == Trail.WORKSPACE ? CurrentWorkspace.id().toString() : null;
    }

    /** All columns of an entry; a new column belongs here, or nobody would miss it. */
    private static Map<String, @Nullable Object> fields(ResultSet row) throws SQLException {
        var fields = new TreeMap<String, @Nullable Object>();
        for (var column :
                List.of(
                        "workspace_id",
                        "id",
                        "actor_type",
                        "actor_id",
                        "impersonator_id",
                        "account_id",
                        "action",
                        "via",
                        "resource_type",
                        "resource_id",
                        "outcome",
                        "request_id")) {
            fields.put(column, row.getString(column));
        }
        fields.put("occurred_at", instant(row, "occurred_at").toString());
        fields.put("recorded_at", instant(row, "recorded_at").toString());
        var changes = row.getString("changes");
        fields.put("changes", changes == null ? null : CANONICAL.readValue(changes, FIELDS));
        return fields;
    }

    private static Seal seal(ResultSet row) throws SQLException {
        return new Seal(
                row.getLong("seal_no"),
                instant(row, "range_from"),
                instant(row, "range_to"),
                row.getInt("entry_count"),
                hex(row, "digest"),
                row.getBytes("previous_digest") == null ? null : hex(row, "previous_digest"),
                row.getString("key_id"),
                hex(row, "hmac"),
                instant(row, "sealed_at"));
    }

    private static String hex(ResultSet row, String column) throws SQLException {
        return HEX.formatHex(row.getBytes(column));
    }

    private static byte @Nullable [] bytes(@Nullable String hex) {
        return hex == null ? null : HEX.parseHex(hex);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
