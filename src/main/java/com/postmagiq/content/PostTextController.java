package com.postmagiq.content;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.web.GivenPart;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The text of a post and its versions. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/posts/{post_ref}")
class PostTextController {
    private static final int LONGEST_LABEL = 80;

    /**
     * @param title left out: the first line
     * @param label names the version, which is then never written over
     */
    @Schema(name = "SavePostText")
    record SaveRequest(@NotNull String content, @Nullable String title, @Nullable String label) {}

    /**
     * @param changed false when the text was stored already
     * @param version the current version
     */
    @Schema(name = "SavedPostText")
    record Saved(boolean changed, PostView post, VersionList.Version version) {}

    /** A part that is left out stays; null takes a label away. */
    @Schema(name = "MarkPostVersion")
    @SuppressWarnings("NullableOptional") // left out and null are two wishes
    record MarkRequest(@Nullable Optional<String> label, @Nullable Optional<Boolean> isPinned) {}

    private final StoredPosts posts;
    private final PostWriting writing;
    private final PostList list;
    private final VersionList versions;

    PostTextController(
            StoredPosts posts, PostWriting writing, PostList list, VersionList versions) {
        this.posts = posts;
        this.writing = writing;
        this.list = list;
        this.versions = versions;
    }

    @PutMapping("/content")
    @RequiresScope(Scope.CONTENT_WRITE)
    ResponseEntity<Saved> save(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody SaveRequest body) {
        var id = posts.idOf(reference);
        var saved =
                writing.save(
                        id,
                        IfMatch.revision(ifMatch),
                        body.content(),
                        body.title(),
                        body.label(),
                        actor);
        return answer(saved.changed(), list.get(id));
    }

    private ResponseEntity<Saved> answer(boolean changed, PostView post) {
        var number = Objects.requireNonNull(post.versionNumber());
        return ResponseEntity.status(HttpStatus.OK)
                .eTag(IfMatch.tag(post.revision()))
                .body(new Saved(changed, post, versions.get(post.id(), number)));
    }

    @GetMapping("/versions")
    @RequiresScope(Scope.CONTENT_READ)
    Page<VersionList.Version> versions(
            @PathVariable("post_ref") String reference,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return versions.page(posts.idOf(reference), cursor, limit);
    }

    @GetMapping("/versions/{n}")
    @RequiresScope(Scope.CONTENT_READ)
    VersionList.Version version(
            @PathVariable("post_ref") String reference, @PathVariable("n") int number) {
        return versions.get(posts.idOf(reference), number);
    }

    @PatchMapping("/versions/{n}")
    @RequiresScope(Scope.CONTENT_WRITE)
    VersionList.Version mark(
            @PathVariable("post_ref") String reference,
            @PathVariable("n") int number,
            @Valid @RequestBody MarkRequest body) {
        var id = posts.idOf(reference);
        var label = body.label() == null ? null : body.label().orElse(null);
        versions.mark(
                id,
                number,
                body.label() != null,
                PlainText.of("label", label, LONGEST_LABEL),
                GivenPart.of("is_pinned", body.isPinned()));
        return versions.get(id, number);
    }

    @PostMapping("/versions/{n}/restore")
    @RequiresScope(Scope.CONTENT_WRITE)
    ResponseEntity<Saved> restore(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @PathVariable("n") int number,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        var id = posts.idOf(reference);
        writing.restore(id, number, IfMatch.optional(ifMatch), actor);
        return answer(true, list.get(id));
    }

    /**
     * @param mode word, or line
     */
    @GetMapping("/diff")
    @RequiresScope(Scope.CONTENT_READ)
    VersionList.Diff diff(
            @PathVariable("post_ref") String reference,
            @RequestParam int from,
            @RequestParam int to,
            @RequestParam(defaultValue = "word") String mode) {
        return versions.diff(posts.idOf(reference), from, to, mode);
    }
}
