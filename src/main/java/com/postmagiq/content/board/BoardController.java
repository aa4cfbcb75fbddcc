package com.postmagiq.content.board;

import com.postmagiq.content.BoardColumn;
import com.postmagiq.content.BoardMoves;
import com.postmagiq.content.PlainText;
import com.postmagiq.content.PostStatus;
import com.postmagiq.content.PostView;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The board, its columns and its cards. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/board")
class BoardController {
    private static final int LONGEST_REASON = 1000;

    /**
     * Where a card goes. A column alone appends; a status alone changes it.
     *
     * @param toStatus the status it gets; the column's first when left out
     * @param toColumn backlog, drafting, review, polishing, ready or published
     * @param afterId the card it comes behind
     * @param beforeId the card it comes in front of
     * @param reason needed to send a post back from review
     * @param startWorkflow also starts a run that writes it; needs workflow:execute
     * @param configSlug of that run; the usual configuration when left out
     */
    @Schema(name = "MoveCardRequest")
    record MoveRequest(
            @NotNull UUID postId,
            @Nullable @Size(max = 40) String toStatus,
            @Nullable @Size(max = 40) String toColumn,
            @Nullable UUID afterId,
            @Nullable UUID beforeId,
            @Nullable String reason,
            @Nullable Boolean startWorkflow,
            @Nullable @Size(max = 80) String configSlug) {
        BoardMoves.@Nullable RunWish run() {
            return Boolean.TRUE.equals(startWorkflow) ? new BoardMoves.RunWish(configSlug) : null;
        }

        BoardMoves.Target target() {
            var status = toStatus == null ? null : PostStatus.of(toStatus);
            if (toColumn != null) {
                return new BoardMoves.Target(
                        BoardColumn.named(toColumn).orElseThrow(() -> Board.unknown(toColumn)),
                        status,
                        afterId,
                        beforeId);
            }
            if (status == null || BoardColumn.of(status).isEmpty()) {
                throw ProblemException.ofField(
                        GeneralProblem.VALIDATION_FAILED,
                        "to_column",
                        "names the column the card goes to; to archive a post, change its status");
            }
            return new BoardMoves.Target(
                    BoardColumn.of(status).orElseThrow(), status, afterId, beforeId);
        }
    }

    /**
     * @param warnings wip_limit where the column holds more cards than it should
     */
    @Schema(name = "MovedCard")
    record Moved(PostView card, List<String> warnings) {}

    @Schema(name = "BoardSettings")
    record Settings(@NotNull @Size(max = 6) List<BoardColumns.@Valid Settings> columns) {}

    private final Board board;
    private final BoardColumns columns;
    private final BoardMoves moves;
    private final Workload workload;
    private final BoardStream stream;

    BoardController(
            Board board,
            BoardColumns columns,
            BoardMoves moves,
            Workload workload,
            BoardStream stream) {
        this.board = board;
        this.columns = columns;
        this.moves = moves;
        this.workload = workload;
        this.stream = stream;
    }

    /**
     * @param groupBy status, chapter or assignee
     * @param assignee a person's id, {@code me}, or {@code none}
     */
    @GetMapping
    @RequiresScope(Scope.BOARD_VIEW)
    BoardView board(
            Actor actor,
            @RequestParam(name = "group_by", defaultValue = "status") String groupBy,
            @RequestParam(required = false) @Nullable String assignee,
            @RequestParam(name = "chapter_id", required = false) @Nullable UUID chapterId,
            @RequestParam(name = "goal_id", required = false) @Nullable UUID goalId,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable Boolean mine,
            @RequestParam(name = "needs_attention", required = false)
                    @Nullable Boolean needsAttention,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(name = "include_archived", defaultValue = "false") boolean archived,
            @RequestParam(name = "per_column", defaultValue = "50") @Min(0) @Max(200)
                    int perColumn) {
        var filter =
                new BoardFilter(
                        assignee, chapterId, goalId, priority, tag, mine, needsAttention, q);
        return board.view(by(groupBy), filter.posts(actor), archived, perColumn);
    }

    /**
     * More cards of a column.
     *
     * @param groupBy status, chapter or assignee
     * @param assignee a person's id, {@code me}, or {@code none}
     */
    @GetMapping("/columns/{key}")
    @RequiresScope(Scope.BOARD_VIEW)
    Page<PostView> column(
            Actor actor,
            @PathVariable String key,
            @RequestParam(name = "group_by", defaultValue = "status") String groupBy,
            @RequestParam(required = false) @Nullable String assignee,
            @RequestParam(name = "chapter_id", required = false) @Nullable UUID chapterId,
            @RequestParam(name = "goal_id", required = false) @Nullable UUID goalId,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable Boolean mine,
            @RequestParam(name = "needs_attention", required = false)
                    @Nullable Boolean needsAttention,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var filter =
                new BoardFilter(
                        assignee, chapterId, goalId, priority, tag, mine, needsAttention, q);
        return board.more(by(groupBy), key, filter.posts(actor), cursor, limit);
    }

    private static Board.GroupBy by(String name) {
        try {
            return Board.GroupBy.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED, "group_by", "is status, chapter or assignee");
        }
    }

    @PostMapping("/move")
    @RequiresScope(Scope.BOARD_MOVE)
    Moved move(Actor actor, @Valid @RequestBody MoveRequest body) {
        var target = body.target();
        var reason = PlainText.of("reason", body.reason(), LONGEST_REASON);
        var card = moves.move(body.postId(), target, reason, body.run(), actor);
        var limit = columns.of(target.column()).wipLimit();
        var full = limit != null && board.size(target.column()) > limit;
        return new Moved(card, full ? List.of("wip_limit") : List.of());
    }

    @GetMapping("/settings")
    @RequiresScope(Scope.BOARD_VIEW)
    Settings settings() {
        return new Settings(columns.all());
    }

    /** Replaces what was chosen; columns that are left out are as usual again. */
    @PutMapping("/settings")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    Settings choose(@Valid @RequestBody Settings body) {
        columns.choose(body.columns());
        return new Settings(columns.all());
    }

    /**
     * Who has how much to do.
     *
     * @param weeks how far ahead due work counts into the load
     */
    @GetMapping("/workload")
    @RequiresScope(Scope.BOARD_VIEW)
    Workload.View workload(
            @RequestParam(name = "goal_id", required = false) @Nullable UUID goalId,
            @RequestParam(defaultValue = "1") @Min(1) @Max(8) int weeks) {
        return workload.view(goalId, weeks);
    }

    /** Ids of posts that have changed, as they change. */
    @Hidden
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @RequiresScope(Scope.BOARD_VIEW)
    SseEmitter events(Actor actor) {
        return stream.open(actor);
    }
}
