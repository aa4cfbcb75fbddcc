package com.postmagiq.bench;

import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.page.Page;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Two answers next to the list of posts, behind the same filters of the same server: the same bytes
 * from memory, and the same page read past the fence by a role that needs none.
 */
final class ComparedReads implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final int LIMIT = 50;
    private static final String PREFIX = "/api/v1/w/{workspace_id}/";

    /** The product's query with the workspace named, since nothing else keeps others out. */
    private static final String UNFENCED =
            """
            select p.id, p.post_number, p.topic, p.status, p.shape, p.run_id, p.run_number, p.offline, p.created_by_id,
                   p.created_at, p.updated_at, p.revision, v.version_number, v.word_count, v.char_count,
                   left(v.content, 200) as excerpt
              from app.posts p
              left join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
             where not p.is_deleted and p.workspace_id = ?
             order by p.id desc limit ?
            """;

    /** A post as the product shows it. */
    record Post(
            UUID id,
            int postNumber,
            String ref,
            @Nullable String topic,
            String status,
            @Nullable String shape,
            int versionNumber,
            int wordCount,
            int charCount,
            @Nullable String excerpt,
            @Nullable UUID runId,
            @Nullable Long runNumber,
            boolean offline,
            @Nullable UUID createdById,
            Instant createdAt,
            Instant updatedAt,
            int revision) {}

    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final String constant;

    /**
     * @param constant what the list of posts answered
     */
    ComparedReads(Database database, String constant) {
        var login = database.access().migrator();
        var config = new HikariConfig();
        config.setPoolName("unfenced");
        config.setJdbcUrl(login.url());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionInitSql("set role postmagiq_maintenance");
        this.pool = new HikariDataSource(config);
        this.jdbc = new JdbcTemplate(pool);
        this.constant = constant;
    }

    void register(RequestMappingHandlerMapping mapping) {
        try {
            mapping.registerMapping(
                    RequestMappingInfo.paths(PREFIX + "constant").build(),
                    this,
                    ComparedReads.class.getDeclaredMethod("constant"));
            mapping.registerMapping(
                    RequestMappingInfo.paths(PREFIX + "unfenced").build(),
                    this,
                    ComparedReads.class.getDeclaredMethod("unfenced", UUID.class));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    ResponseEntity<String> constant() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(constant);
    }

    @ResponseBody
    Page<Post> unfenced(@PathVariable("workspace_id") UUID workspaceId) {
        var rows = jdbc.query(UNFENCED, (row, _) -> map(row), workspaceId, LIMIT + 1);
        return Page.of(rows, LIMIT, Post::id);
    }

    private static Post map(ResultSet row) throws SQLException {
        var number = row.getInt("post_number");
        return new Post(
                row.getObject("id", UUID.class),
                number,
                "post_%02d".formatted(number),
                row.getString("topic"),
                row.getString("status"),
                row.getString("shape"),
                row.getInt("version_number"),
                row.getInt("word_count"),
                row.getInt("char_count"),
                row.getString("excerpt"),
                row.getObject("run_id", UUID.class),
                row.getObject("run_number", Long.class),
                row.getBoolean("offline"),
                row.getObject("created_by_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getInt("revision"));
    }

    @Override
    public void close() {
        pool.close();
    }
}
