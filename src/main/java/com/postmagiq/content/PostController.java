package com.postmagiq.content;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
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

/** Posts: planning, changing and ending them. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/posts")
class PostController {
    private static final int LONGEST_TOPIC = 300;
    private static final int LONGEST_GUIDANCE = 8000;
    private static final int LONGEST_TEXT = 100_000;

    /**
     * A post to make; everything may be left out.
     *
     * @param goalId the chapter's strategy when left out
     * @param postNumber the next one when left out
     * @param assigneeId others need board:assign
     * @param content makes version 1
     */
    @Schema(name = "NewPost")
    record CreateRequest(
            @Nullable UUID goalId,
            @Nullable UUID chapterId,
            @Nullable @Min(1) @Max(999_999_999) Integer postNumber,
            @Nullable String topic,
            @Schema(allowableValues = {"FULL", "PARTIAL", "OBSERVATION", "SHORT", "REVERSAL"})
                    @Nullable
                    @Pattern(regexp = PostFields.SHAPES)
                    String shape,
            @Schema(allowableValues = {"teaching", "field_note", "informational"})
                    @Nullable
                    @Pattern(regexp = PostFields.CADENCES)
                    String cadence,
            @Schema(
                            allowableValues = {
                                "flashback",
                                "hot_take",
                                "in_media_res",
                                "constraint_first",
                                "other"
                            })
                    @Nullable
                    @Pattern(regexp = PostFields.ENTRY_POINTS)
                    String entryPoint,
            @Nullable String guidance,
            @Nullable String storyUsed,
            @Nullable @Size(max = 40) String status,
            @Nullable UUID assigneeId,
            @Nullable LocalDate dueDate,
            @Schema(allowableValues = {"low", "medium", "high", "urgent"})
                    @Nullable
                    @Pattern(regexp = PostFields.PRIORITIES)
                    String priority,
            @Nullable @DecimalMin("0") @DecimalMax("999.9") BigDecimal estimatedHours,
            @Nullable @DecimalMin("0") @DecimalMax("999.9") BigDecimal actualHours,
            @Nullable List<String> tags,
            @Nullable String content) {
        NewPost post() {
            return new NewPost(
                    goalId,
                    chapterId,
                    postNumber,
                    PlainText.of("topic", topic, LONGEST_TOPIC),
                    shape == null ? null : shape.toUpperCase(Locale.ROOT),
                    cadence,
                    entryPoint,
                    PlainText.of("guidance", guidance, LONGEST_GUIDANCE),
                    PlainText.of("story_used", storyUsed, LONGEST_TEXT),
                    status == null ? null : PostStatus.of(status),
                    assigneeId,
                    dueDate == null ? null : PostFields.day(dueDate),
                    priority,
                    estimatedHours == null ? null : PostFields.hours(estimatedHours),
                    actualHours == null ? null : PostFields.hours(actualHours),
                    tags == null ? List.of() : PostTags.of(tags),
                    PlainText.of("content", content, LONGEST_TEXT));
        }
    }

    /**
     * @param confirm the post's number, typed
     */
    @Schema(name = "ResetPostRequest")
    record ResetRequest(@Nullable Integer confirm) {}

    /**
     * @param withContent takes the text along
     */
    @Schema(name = "DuplicatePostRequest")
    record DuplicateRequest(@Nullable Boolean withContent) {}

    private final PostList list;
    private final StoredPosts posts;
    private final PostEditing editing;
    private final PostRemoval removal;
    private final PostActivity activity;

    PostController(
            PostList list,
            StoredPosts posts,
            PostEditing editing,
            PostRemoval removal,
            PostActivity activity) {
        this.list = list;
        this.posts = posts;
        this.editing = editing;
        this.removal = removal;
        this.activity = activity;
    }

    /**
     * @param assignee a person's id, {@code me}, or {@code none}
     * @param sort number, due, priority, updated or rank
     * @param order asc or desc; the newest first when no sort is named
     */
    @GetMapping
    @RequiresScope(Scope.CONTENT_READ)
    Page<PostView> list(
            Actor actor,
            @RequestParam(required = false) @Nullable List<String> status,
            @RequestParam(name = "goal_id", required = false) @Nullable UUID goalId,
            @RequestParam(name = "chapter_id", required = false) @Nullable UUID chapterId,
            @RequestParam(required = false) @Nullable String assignee,
            @RequestParam(required = false) @Nullable String priority,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(name = "due_before", required = false) @Nullable LocalDate dueBefore,
            @RequestParam(name = "due_after", required = false) @Nullable LocalDate dueAfter,
            @RequestParam(defaultValue = "false") boolean overdue,
            @RequestParam(name = "has_content", required = false) @Nullable Boolean hasContent,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable @Pattern(regexp = "asc|desc") String order,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var filter =
                new PostFilter(
                        status == null
                                ? List.of()
                                : status.stream().map(PostStatus::of).distinct().toList(),
                        goalId,
                        chapterId,
                        false,
                        PostFilter.personOf(assignee, actor),
                        "none".equals(assignee),
                        priority,
                        tag,
                        dueBefore,
                        dueAfter,
                        overdue,
                        false,
                        hasContent,
                        q);
        var descending = order == null ? sort == null : order.equals("desc");
        return list.page(
                filter,
                sort == null ? PostSort.NUMBER : PostSort.of(sort),
                descending,
                cursor,
                limit);
    }

    /**
     * Makes a post.
     *
     * @param key within a day the same key and body answer with the post that was made at first
     */
    @PostMapping
    @RequiresScope(Scope.CONTENT_WRITE)
    ResponseEntity<PostView> create(
            Actor actor,
            @Valid @RequestBody CreateRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false)
                    @Size(min = 1, max = 100)
                    @Pattern(regexp = "[\\x21-\\x7e]*")
                    @Nullable String key) {
        return answer(HttpStatus.CREATED, editing.create(body.post(), key, actor));
    }

    /** What somebody may take up: not begun, waiting for a story, or being written; by number. */
    @GetMapping("/available")
    @RequiresScope(Scope.CONTENT_READ)
    Page<PostView> available(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var statuses = List.of(PostStatus.values()).stream().filter(PostStatus::available).toList();
        return list.page(PostFilter.of(statuses), PostSort.NUMBER, false, cursor, limit);
    }

    /** The first post to take up; no content when there is none. */
    @GetMapping("/next")
    @RequiresScope(Scope.CONTENT_READ)
    ResponseEntity<PostView> next(
            @RequestParam(name = "goal_id", required = false) @Nullable UUID goalId) {
        return list.next(goalId)
                .map(post -> answer(HttpStatus.OK, post))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    @GetMapping("/{post_ref}")
    @RequiresScope(Scope.CONTENT_READ)
    ResponseEntity<PostView> get(@PathVariable("post_ref") String reference) {
        return answer(HttpStatus.OK, list.get(reference));
    }

    @PatchMapping("/{post_ref}")
    @RequiresScope(Scope.CONTENT_WRITE)
    ResponseEntity<PostView> change(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody PostFields body) {
        return answer(
                HttpStatus.OK,
                editing.change(posts.idOf(reference), IfMatch.optional(ifMatch), body, actor));
    }

    /**
     * @param force also when it is published
     */
    @DeleteMapping("/{post_ref}")
    @RequiresScope(Scope.CONTENT_DELETE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @RequestParam(defaultValue = "false") boolean force) {
        removal.delete(posts.idOf(reference), force, actor);
    }

    @PostMapping("/{post_ref}/restore")
    @RequiresScope(Scope.CONTENT_DELETE)
    ResponseEntity<PostView> restore(Actor actor, @PathVariable("post_ref") String reference) {
        return answer(HttpStatus.OK, removal.restore(reference, actor));
    }

    @PostMapping("/{post_ref}/reset")
    @RequiresScope(Scope.CONTENT_WRITE)
    PostRemoval.Reset reset(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @Valid @RequestBody ResetRequest body) {
        return removal.reset(posts.idOf(reference), body.confirm(), actor);
    }

    @PostMapping("/{post_ref}/duplicate")
    @RequiresScope(Scope.CONTENT_WRITE)
    ResponseEntity<PostView> duplicate(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @Valid @RequestBody DuplicateRequest body) {
        var withContent = Boolean.TRUE.equals(body.withContent());
        return answer(
                HttpStatus.CREATED, editing.duplicate(posts.idOf(reference), withContent, actor));
    }

    @GetMapping("/{post_ref}/activity")
    @RequiresScope(Scope.CONTENT_READ)
    Page<PostActivity.Entry> activity(
            @PathVariable("post_ref") String reference,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return activity.page(posts.idOf(reference), cursor, limit);
    }

    static ResponseEntity<PostView> answer(HttpStatus status, PostView post) {
        return ResponseEntity.status(status).eTag(IfMatch.tag(post.revision())).body(post);
    }
}
