package com.postmagiq.content;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading posts. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/posts")
class PostController {
    private static final Set<String> STATUSES =
            Set.of(
                    "not_started",
                    "needs_story",
                    "drafting",
                    "changes_requested",
                    "review",
                    "polishing",
                    "ready",
                    "published",
                    "archived");

    private final PostList posts;

    PostController(PostList posts) {
        this.posts = posts;
    }

    @GetMapping
    @RequiresScope(Scope.CONTENT_READ)
    Page<PostList.Post> list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        if (status != null && !STATUSES.contains(status)) {
            throw new ProblemException(
                    PostProblem.UNKNOWN_STATUS,
                    "The status '%s' is not known; use one of %s."
                            .formatted(status, STATUSES.stream().sorted().toList()));
        }
        return posts.page(status, q, cursor, limit);
    }

    @GetMapping("/{post_ref}")
    @RequiresScope(Scope.CONTENT_READ)
    PostList.Post get(@PathVariable("post_ref") String reference) {
        return posts.get(reference);
    }
}
