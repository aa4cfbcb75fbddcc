package com.postmagiq.content;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who works on a post. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/posts/{post_ref}")
class PostAssignmentController {
    private static final int LONGEST_REASON = 1000;

    /**
     * @param assigneeId left out it releases the post; others than oneself need board:assign
     * @param dueDate left out it stays
     * @param priority left out it stays
     */
    @Schema(name = "AssignPostRequest")
    record AssignRequest(
            @Nullable UUID assigneeId,
            @Nullable String reason,
            @Nullable LocalDate dueDate,
            @Schema(allowableValues = {"low", "medium", "high", "urgent"})
                    @Nullable
                    @Pattern(regexp = PostFields.PRIORITIES)
                    String priority) {}

    private final StoredPosts posts;
    private final PostEditing editing;
    private final Assignees assignees;

    PostAssignmentController(StoredPosts posts, PostEditing editing, Assignees assignees) {
        this.posts = posts;
        this.editing = editing;
        this.assignees = assignees;
    }

    @PostMapping("/assign")
    @RequiresScope(Scope.CONTENT_WRITE)
    ResponseEntity<PostView> assign(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @Valid @RequestBody AssignRequest body) {
        return PostController.answer(
                HttpStatus.OK,
                editing.assign(
                        posts.idOf(reference),
                        body.assigneeId(),
                        PlainText.of("reason", body.reason(), LONGEST_REASON),
                        body.dueDate(),
                        body.priority(),
                        actor));
    }

    @GetMapping("/assignments")
    @RequiresScope(Scope.CONTENT_READ)
    Page<Assignees.Assignment> assignments(
            @PathVariable("post_ref") String reference,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var rows = assignees.of(posts.idOf(reference), Cursor.decodeId(cursor), limit + 1);
        return Page.of(rows, limit, Assignees.Assignment::id);
    }
}
