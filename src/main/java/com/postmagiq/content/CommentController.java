package com.postmagiq.content;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Comments on a post, and suggestions for its words. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/posts/{post_ref}")
class CommentController {
    private static final int LONGEST = 5000;

    /**
     * A place in a version's text.
     *
     * @param start UTF-16 code unit, counted from 0
     * @param end behind the last one
     */
    @Schema(name = "NewCommentAnchor")
    record AnchorRequest(
            @NotNull Integer versionNumber, @NotNull Integer start, @NotNull Integer end) {}

    /**
     * @param parentId the comment this answers
     * @param suggestion what should stand at the place instead; empty to take it away
     * @param isInternal whether clients do not see it; yes when left out
     */
    @Schema(name = "NewComment")
    record CreateRequest(
            @Nullable @Size(max = LONGEST) String body,
            @Nullable UUID parentId,
            @Nullable @Valid AnchorRequest anchor,
            @Nullable @Size(max = LONGEST) String suggestion,
            @Nullable Boolean isInternal) {
        Comments.Wish wish() {
            return new Comments.Wish(
                    body,
                    parentId,
                    anchor == null
                            ? null
                            : new Comments.Anchor(
                                    anchor.versionNumber(), anchor.start(), anchor.end()),
                    suggestion,
                    !Boolean.FALSE.equals(isInternal));
        }
    }

    /** A part that is left out stays. */
    @Schema(name = "CommentChange")
    record ChangeRequest(@Nullable @Size(max = LONGEST) String body, @Nullable Boolean resolved) {}

    /**
     * @param reason an answer in its thread
     */
    @Schema(name = "DeclineSuggestion")
    record DeclineRequest(@Nullable @Size(max = LONGEST) String reason) {}

    /**
     * @param ids of open suggestions
     */
    @Schema(name = "AcceptSuggestions")
    record AcceptRequest(@NotEmpty @Size(max = 200) List<UUID> ids) {}

    private final StoredPosts posts;
    private final PostList list;
    private final Comments comments;
    private final CommentList threads;
    private final Suggestions suggestions;

    CommentController(
            StoredPosts posts,
            PostList list,
            Comments comments,
            CommentList threads,
            Suggestions suggestions) {
        this.posts = posts;
        this.list = list;
        this.comments = comments;
        this.threads = threads;
        this.suggestions = suggestions;
    }

    @GetMapping("/comments")
    @RequiresScope(Scope.CONTENT_READ)
    Page<CommentList.Comment> list(
            @PathVariable("post_ref") String reference,
            @RequestParam(required = false) @Nullable Boolean resolved,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return threads.page(posts.idOf(reference), resolved, cursor, limit);
    }

    @PostMapping("/comments")
    @RequiresScope(Scope.CONTENT_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    CommentList.Comment add(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @Valid @RequestBody CreateRequest body) {
        var post = posts.idOf(reference);
        return threads.get(post, comments.add(post, body.wish(), actor));
    }

    @PatchMapping("/comments/{comment_id}")
    @RequiresScope(Scope.CONTENT_WRITE)
    CommentList.Comment change(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @PathVariable("comment_id") UUID id,
            @Valid @RequestBody ChangeRequest body) {
        var post = posts.idOf(reference);
        comments.change(post, id, body.body(), body.resolved(), actor);
        return threads.get(post, id);
    }

    /** Others' need content:delete. */
    @DeleteMapping("/comments/{comment_id}")
    @RequiresScope(Scope.CONTENT_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @PathVariable("comment_id") UUID id) {
        comments.delete(posts.idOf(reference), id, actor);
    }

    @PostMapping("/comments/{comment_id}/accept")
    @RequiresScope(Scope.CONTENT_WRITE)
    ResponseEntity<PostView> accept(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @PathVariable("comment_id") UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        return accepted(actor, reference, List.of(id), ifMatch);
    }

    /** Takes several in one version. */
    @PostMapping("/suggestions/accept")
    @RequiresScope(Scope.CONTENT_WRITE)
    ResponseEntity<PostView> acceptAll(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody AcceptRequest body) {
        return accepted(actor, reference, body.ids(), ifMatch);
    }

    private ResponseEntity<PostView> accepted(
            Actor actor, String reference, List<UUID> ids, @Nullable String ifMatch) {
        var post = posts.idOf(reference);
        suggestions.accept(post, ids, IfMatch.optional(ifMatch), actor);
        return PostController.answer(HttpStatus.OK, list.get(post));
    }

    @PostMapping("/comments/{comment_id}/decline")
    @RequiresScope(Scope.CONTENT_WRITE)
    CommentList.Comment decline(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @PathVariable("comment_id") UUID id,
            @Valid @RequestBody DeclineRequest body) {
        var post = posts.idOf(reference);
        suggestions.decline(post, id, body.reason(), actor);
        return threads.get(post, id);
    }
}
