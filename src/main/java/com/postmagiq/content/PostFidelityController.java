package com.postmagiq.content;

import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How near a post comes to the voice it is meant to have. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/posts/{post_ref}")
class PostFidelityController {
    private final PostFidelity fidelity;

    PostFidelityController(PostFidelity fidelity) {
        this.fidelity = fidelity;
    }

    /**
     * @param version left out: the current text
     * @param profile left out: the voice of the post's strategy, else of the current one
     */
    @GetMapping("/fidelity")
    @RequiresScope(Scope.CONTENT_READ)
    PostFidelity.Heard postFidelity(
            @PathVariable("post_ref") String reference,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(name = "profile_id", required = false) @Nullable String profile) {
        return fidelity.of(reference, version, profile);
    }
}
