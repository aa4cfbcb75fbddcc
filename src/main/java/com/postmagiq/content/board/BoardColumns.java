package com.postmagiq.content.board;

import com.postmagiq.content.BoardColumn;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a workspace calls its columns, how they look, and how many cards each should hold. */
@Component
class BoardColumns {
    /**
     * A column as the workspace wants it.
     *
     * @param key of the column, such as {@code review}
     * @param label null for the usual name
     * @param colour a name of the palette; null for none
     * @param wipLimit more cards than this are too many; null for no limit
     * @param hidden whether the board leaves it out
     */
    @Schema(name = "BoardColumnSettings")
    record Settings(
            @Pattern(regexp = "backlog|drafting|review|polishing|ready|published") String key,
            @Nullable @Size(min = 1, max = 40) String label,
            @Nullable @Pattern(regexp = "grey|blue|violet|green|amber|orange|red") String colour,
            @Nullable @Min(1) @Max(1000) Integer wipLimit,
            boolean hidden) {
        static Settings usual(BoardColumn column) {
            return new Settings(column.key(), null, null, null, false);
        }

        String shownAs() {
            return label == null ? BoardColumn.named(key).orElseThrow().label() : label;
        }
    }

    private final TenantDb db;
    private final JdbcClient jdbc;

    BoardColumns(TenantDb db, JdbcClient jdbc) {
        this.db = db;
        this.jdbc = jdbc;
    }

    /** All six, left to right. */
    List<Settings> all() {
        var chosen = chosen();
        return Arrays.stream(BoardColumn.values())
                .map(column -> chosen.getOrDefault(column.key(), Settings.usual(column)))
                .toList();
    }

    Settings of(BoardColumn column) {
        return chosen().getOrDefault(column.key(), Settings.usual(column));
    }

    private Map<String, Settings> chosen() {
        return db
                .query(
                        "select key, label, colour, wip_limit, hidden from app.board_columns",
                        (row, _) ->
                                new Settings(
                                        row.getString("key"),
                                        row.getString("label"),
                                        row.getString("colour"),
                                        row.getObject("wip_limit", Integer.class),
                                        row.getBoolean("hidden")))
                .stream()
                .collect(Collectors.toMap(Settings::key, Function.identity()));
    }

    /** Replaces what was chosen; columns that are not named are as usual again. */
    @Transactional
    public void choose(List<Settings> wanted) {
        jdbc.sql("delete from app.board_columns").update();
        for (var column : wanted) {
            jdbc.sql(
                            """
                            insert into app.board_columns (workspace_id, key, label, colour, wip_limit, hidden)
                            values (:workspaceId, :key, :label, :colour, :limit, :hidden)
                            on conflict (workspace_id, key) do update
                               set label = :label, colour = :colour, wip_limit = :limit, hidden = :hidden
                            """)
                    .param("workspaceId", CurrentWorkspace.id())
                    .param("key", column.key())
                    .param("label", column.label())
                    .param("colour", column.colour())
                    .param("limit", column.wipLimit())
                    .param("hidden", column.hidden())
                    .update();
        }
    }
}
