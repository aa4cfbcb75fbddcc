package com.postmagiq.content.board;

import com.postmagiq.content.PostView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The board.
 *
 * @param groupBy status, chapter or assignee
 * @param total cards on the whole board
 */
@Schema(name = "Board")
record BoardView(String groupBy, List<Column> columns, int total) {
    /**
     * A column with its first cards.
     *
     * @param key status column, or the id of a chapter or person, or {@code none}
     * @param total all cards of the column
     * @param colour a name of the palette, chosen by the workspace
     * @param wipLimit more cards than this are too many
     * @param nextCursor for {@code GET board/columns/{key}}; null when all are here
     */
    @Schema(name = "BoardColumn")
    record Column(
            String key,
            String label,
            int total,
            @Nullable String colour,
            @Nullable Integer wipLimit,
            List<PostView> items,
            @Nullable String nextCursor) {}
}
