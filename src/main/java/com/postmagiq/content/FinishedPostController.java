package com.postmagiq.content;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Finished posts and where they went out. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}")
class FinishedPostController {
    /**
     * @param platform linkedin, threads, medium, x, blog, newsletter or other
     * @param publishedAt now when left out
     */
    @Schema(name = "PublishRequest")
    record PublishRequest(
            @NotNull String platform, @Nullable String url, @Nullable Instant publishedAt) {}

    @Schema(name = "Platforms")
    record Platforms(List<String> platforms) {}

    private final FinishedPosts finished;
    private final Publications publications;
    private final StoredPosts posts;

    FinishedPostController(FinishedPosts finished, Publications publications, StoredPosts posts) {
        this.finished = finished;
        this.publications = publications;
        this.posts = posts;
    }

    /**
     * By number.
     *
     * @param chapter its number
     * @param unpublishedOn only what did not go out there
     * @param due true shows only what should have gone out by now
     */
    @GetMapping("/finished-posts")
    @RequiresScope(Scope.CONTENT_READ)
    Page<FinishedPost> list(
            @RequestParam(name = "goal_id", required = false) @Nullable UUID goalId,
            @RequestParam(required = false) @Nullable Integer chapter,
            @RequestParam(required = false) @Nullable String platform,
            @RequestParam(name = "unpublished_on", required = false) @Nullable String unpublishedOn,
            @RequestParam(defaultValue = "false") boolean due,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return finished.page(
                new FinishedPosts.Filter(goalId, chapter, platform, unpublishedOn, due),
                cursor,
                limit);
    }

    @GetMapping("/finished-posts/platforms")
    @RequiresScope(Scope.CONTENT_READ)
    Platforms platforms() {
        return new Platforms(PlatformKind.codes());
    }

    @GetMapping("/finished-posts/{post_ref}")
    @RequiresScope(Scope.CONTENT_READ)
    FinishedPost get(@PathVariable("post_ref") String reference) {
        return finished.get(reference);
    }

    @PostMapping("/finished-posts/{post_ref}/publish")
    @RequiresScope(Scope.CONTENT_PUBLISH)
    FinishedPost publish(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @Valid @RequestBody PublishRequest body) {
        var id = posts.idOf(reference);
        var kind = PlatformKind.of(body.platform());
        var warnings = publications.record(id, kind, body.url(), body.publishedAt(), actor);
        return finished.get(reference).warning(warnings);
    }

    @DeleteMapping("/finished-posts/{post_ref}/publish/{platform}")
    @RequiresScope(Scope.CONTENT_PUBLISH)
    FinishedPost remove(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @PathVariable String platform) {
        publications.remove(posts.idOf(reference), PlatformKind.of(platform), actor);
        return finished.get(reference);
    }

    /** The text as one platform takes it, with counters where it goes out in parts. */
    @GetMapping("/finished-posts/{post_ref}/render")
    @RequiresScope(Scope.CONTENT_READ)
    FinishedPosts.Rendered render(
            @PathVariable("post_ref") String reference, @RequestParam String platform) {
        return finished.render(reference, PlatformKind.of(platform));
    }
}
