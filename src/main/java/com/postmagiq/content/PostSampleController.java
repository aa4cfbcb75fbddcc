package com.postmagiq.content;

import com.postmagiq.voice.SampleImport;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Learning a voice from what was published. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/voice/samples")
class PostSampleController {
    private final PublishedTexts texts;
    private final SampleImport imports;

    PostSampleController(PublishedTexts texts, SampleImport imports) {
        this.texts = texts;
        this.imports = imports;
    }

    /**
     * Which posts.
     *
     * @param postIds published ones; left out, all of them
     * @param authorLabel whose voice it is; left out, one's own
     */
    @Schema(name = "PostSampleRequest")
    record Wish(
            @Nullable @Size(min = 1, max = 1000) List<@NotNull UUID> postIds,
            @Nullable @Size(max = 80) String authorLabel) {}

    /**
     * Takes in the texts of published posts. Nothing is kept before somebody says so.
     *
     * @param commit false tells only what would come of it
     */
    @PostMapping("/import-posts")
    @RequiresScope(Scope.STRATEGY_WRITE)
    SampleImport.Outcome importPublishedPosts(
            @Valid @RequestBody Wish body,
            @RequestParam(defaultValue = "false") boolean commit,
            Actor actor) {
        return imports.take(
                texts.of(body.postIds()),
                SampleImport.Origin.POST,
                body.authorLabel(),
                commit,
                actor);
    }
}
