package com.postmagiq.content.search;

import com.postmagiq.content.PostStatus;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Finding posts by their words or their name. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/search")
class SearchController {
    private static final int LONGEST = 200;

    private final PostSearch search;

    SearchController(PostSearch search) {
        this.search = search;
    }

    /**
     * @param q words; quotes keep them together, minus leaves posts out, OR takes either; {@code
     *     c1p4}, {@code post_07} and {@code #12} find the post of that name
     */
    @GetMapping
    @RequiresScope(Scope.CONTENT_READ)
    Page<PostSearch.Found> search(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(name = "goal_id", required = false) @Nullable UUID goalId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        var words = q == null ? "" : q.strip();
        if (words.isEmpty() || words.length() > LONGEST) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED,
                    "q",
                    "takes 1 to %d characters to look for".formatted(LONGEST));
        }
        var filter = new PostSearch.Filter(status == null ? null : PostStatus.of(status), goalId);
        return search.page(words, filter, cursor, limit);
    }
}
