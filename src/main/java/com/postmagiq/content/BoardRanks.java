package com.postmagiq.content;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Places in the columns of the board: exact decimals, since there is always one between two others.
 * Whoever takes a place holds the board's lock until the transaction ends, so that two people who
 * move at once get two places.
 */
@Repository
public class BoardRanks {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final JdbcClient jdbc;

    BoardRanks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The place behind the last card of a column. */
    public BigDecimal end(BoardColumn column) {
        lock();
        return jdbc.sql(
                        """
                        select coalesce(max(ends.rank), 0) + 1
                          from unnest(:statuses) s(status)
                          cross join lateral (
                               select max(board_rank) as rank from app.posts
                                where status = s.status and not is_deleted) ends
                        """)
                .param("statuses", codes(column))
                .query(BigDecimal.class)
                .single();
    }

    /**
     * The place between two cards of a column.
     *
     * @param after the card it comes behind; null for no wish
     * @param before the card it comes in front of; null for no wish
     * @param moved leaves its own place
     * @throws ProblemException {@code board.rank_anchor} when one of them is not in the column
     */
    BigDecimal between(
            BoardColumn column, @Nullable UUID after, @Nullable UUID before, UUID moved) {
        if (after == null && before == null) {
            return end(column);
        }
        lock();
        // Others may have come between the two meanwhile: the nearest neighbour counts.
        var lower = after == null ? null : rank(column, after);
        var upper = before == null ? null : rank(column, before);
        if (upper == null || (lower != null && upper.compareTo(lower) <= 0)) {
            upper = neighbour("min", ">", column, Objects.requireNonNull(lower), moved);
        } else {
            lower = neighbour("max", "<", column, upper, moved);
        }
        if (lower == null) {
            return Objects.requireNonNull(upper).subtract(BigDecimal.ONE);
        }
        return upper == null ? lower.add(BigDecimal.ONE) : lower.add(upper).multiply(HALF);
    }

    private BigDecimal rank(BoardColumn column, UUID id) {
        return jdbc.sql(
                        "select board_rank from app.posts where id = :id and status = any(:statuses) and not is_deleted")
                .param("id", id)
                .param("statuses", codes(column))
                .query(BigDecimal.class)
                .optional()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        PostProblem.RANK_ANCHOR,
                                        "Post %s is not in the column '%s'; somebody may have moved it. Load the board again."
                                                .formatted(id, column.label())));
    }

    private @Nullable BigDecimal neighbour(
            String which, String side, BoardColumn column, BigDecimal rank, UUID moved) {
        return jdbc.sql(
                        "select %s(board_rank) from app.posts where board_rank %s :rank and status = any(:statuses) and id <> :moved and not is_deleted"
                                .formatted(which, side))
                .param("rank", rank)
                .param("statuses", codes(column))
                .param("moved", moved)
                .query((row, _) -> Optional.ofNullable(row.getBigDecimal(1)))
                .single()
                .orElse(null);
    }

    private static String[] codes(BoardColumn column) {
        return column.statuses().stream().map(PostStatus::code).toArray(String[]::new);
    }

    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:board, 0))")
                .param("board", "board " + CurrentWorkspace.id())
                .query(row -> {});
    }
}
