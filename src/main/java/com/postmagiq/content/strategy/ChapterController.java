package com.postmagiq.content.strategy;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

/** Chapters of strategies. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/chapters")
class ChapterController {
    /**
     * @param goalId null takes the current strategy
     * @param chapterNumber null takes the next free one
     */
    @Schema(name = "NewChapter")
    record CreateRequest(
            @Nullable UUID goalId,
            @NotNull @Size(max = 200) String title,
            @Nullable @Min(1) @Max(10_000) Integer chapterNumber,
            @Nullable @Size(max = 4000) String description,
            @Nullable @Size(max = 300) String theme,
            @Nullable @Size(max = 4000) String themeDescription,
            @Nullable @Min(1) @Max(520) Integer weeksStart,
            @Nullable @Min(1) @Max(520) Integer weeksEnd) {
        ChapterFields fields() {
            return new ChapterFields(
                    part(chapterNumber),
                    Optional.of(title),
                    part(description),
                    part(theme),
                    part(themeDescription),
                    part(weeksStart),
                    part(weeksEnd));
        }

        @SuppressWarnings("NullableOptional") // what is not given takes the default
        private static <T> @Nullable Optional<T> part(@Nullable T value) {
            return value == null ? null : Optional.of(value);
        }
    }

    /**
     * @param chapterIds all chapters of the strategy in their new order
     */
    @Schema(name = "ChapterOrder")
    record OrderRequest(
            @NotNull UUID goalId, @NotNull @Size(max = 500) List<@NotNull UUID> chapterIds) {}

    private final Chapters chapters;
    private final ChapterList list;

    ChapterController(Chapters chapters, ChapterList list) {
        this.chapters = chapters;
        this.list = list;
    }

    @GetMapping
    @RequiresScope(Scope.CONTENT_READ)
    Page<Chapter> list(
            @RequestParam(name = "goal_id", required = false) @Nullable UUID goalId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return list.page(goalId, cursor, limit);
    }

    @PostMapping
    @RequiresScope(Scope.CONTENT_WRITE)
    ResponseEntity<Chapter> create(Actor actor, @Valid @RequestBody CreateRequest body) {
        return answer(HttpStatus.CREATED, chapters.create(actor, body.goalId(), body.fields()));
    }

    @PostMapping("/reorder")
    @RequiresScope(Scope.CONTENT_WRITE)
    Page<Chapter> reorder(Actor actor, @Valid @RequestBody OrderRequest body) {
        return new Page<>(chapters.reorder(actor, body.goalId(), body.chapterIds()), null);
    }

    @GetMapping("/{chapter_id}")
    @RequiresScope(Scope.CONTENT_READ)
    ResponseEntity<Chapter> get(@PathVariable("chapter_id") UUID id) {
        return answer(HttpStatus.OK, chapters.get(id));
    }

    @PatchMapping("/{chapter_id}")
    @RequiresScope(Scope.CONTENT_WRITE)
    ResponseEntity<Chapter> change(
            Actor actor,
            @PathVariable("chapter_id") UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ChapterFields body) {
        return answer(HttpStatus.OK, chapters.change(actor, id, IfMatch.optional(ifMatch), body));
    }

    /**
     * @param posts what becomes of its posts: delete, move or loose
     * @param to the chapter they move to
     */
    @DeleteMapping("/{chapter_id}")
    @RequiresScope(Scope.CONTENT_DELETE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Actor actor,
            @PathVariable("chapter_id") UUID id,
            @RequestParam(required = false) @Nullable @Pattern(regexp = "delete|move|loose")
                    String posts,
            @RequestParam(required = false) @Nullable UUID to) {
        chapters.delete(
                actor,
                id,
                posts == null ? null : Chapters.PostsThen.valueOf(posts.toUpperCase(Locale.ROOT)),
                to);
    }

    private static ResponseEntity<Chapter> answer(HttpStatus status, Chapter chapter) {
        return ResponseEntity.status(status).eTag(IfMatch.tag(chapter.revision())).body(chapter);
    }
}
