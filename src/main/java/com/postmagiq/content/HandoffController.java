package com.postmagiq.content;

import com.postmagiq.content.carousel.CarouselPdf;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.OperationAnswer;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Finished texts to take along: copied, as files, as slides. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}")
class HandoffController {
    @Schema(name = "HandoffRequest")
    record HandoffRequest(@NotNull String publisher, @NotNull String platform) {}

    /**
     * @param platforms where it takes texts
     */
    @Schema(name = "Publisher")
    record PublisherView(
            String id, String name, List<String> platforms, Publisher.Product produces) {}

    /**
     * Slides as they would be.
     *
     * @param edited whether they have other words than the post
     * @param glyphMissing signs that no font of the slides has and that are left out
     */
    @Schema(name = "CarouselPreview")
    record Preview(List<PreviewPage> pages, boolean edited, List<String> glyphMissing) {}

    /**
     * @param text of the slide; null for the cover
     * @param image an address that holds a small PNG
     */
    @Schema(name = "CarouselPage")
    record PreviewPage(@Nullable String text, String image) {}

    private final FinishedPosts finished;
    private final Handoffs handoffs;
    private final StoredPosts posts;
    private final JsonMapper json;

    HandoffController(
            FinishedPosts finished, Handoffs handoffs, StoredPosts posts, JsonMapper json) {
        this.finished = finished;
        this.handoffs = handoffs;
        this.posts = posts;
        this.json = json;
    }

    /** What can take finished posts somewhere. */
    @GetMapping("/publishers")
    @RequiresScope(Scope.CONTENT_READ)
    Page<PublisherView> publishers(@RequestParam(required = false) @Nullable String platform) {
        var wanted = platform == null ? null : PlatformKind.of(platform);
        return new Page<>(
                handoffs.publishers().stream()
                        .filter(each -> wanted == null || each.platforms().contains(wanted))
                        .map(HandoffController::view)
                        .toList(),
                null);
    }

    private static PublisherView view(Publisher publisher) {
        return new PublisherView(
                publisher.id(),
                publisher.name(),
                publisher.platforms().stream().map(PlatformKind::code).toList(),
                publisher.produces());
    }

    @GetMapping("/finished-posts/{post_ref}/copy-pack")
    @RequiresScope(Scope.CONTENT_READ)
    CopyPack copyPack(@PathVariable("post_ref") String reference, @RequestParam String platform) {
        return finished.copyPack(reference, PlatformKind.of(platform));
    }

    /** The text behind its front matter, as a file. */
    @GetMapping(value = "/finished-posts/{post_ref}/markdown", produces = "text/markdown")
    @RequiresScope(Scope.CONTENT_READ)
    ResponseEntity<String> markdown(@PathVariable("post_ref") String reference) {
        var post = finished.file(reference);
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "markdown", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("post_%02d.md".formatted(post.number()))
                                .build()
                                .toString())
                .body(post.markdown(json));
    }

    /** Hands a text over: what is copied comes at once, files are an operation. */
    @PostMapping("/finished-posts/{post_ref}/handoffs")
    @RequiresScope(Scope.CONTENT_PUBLISH)
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = CopyPack.class)))
    @ApiResponse(
            responseCode = "202",
            content = @Content(schema = @Schema(implementation = Operation.class)))
    ResponseEntity<?> hand(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @Valid @RequestBody HandoffRequest body) {
        var id = posts.idOf(reference).toString();
        var kind = PlatformKind.of(body.platform());
        var publisher = handoffs.publisher(body.publisher(), kind);
        return switch (publisher.produces()) {
            case TEXT ->
                    ResponseEntity.status(HttpStatus.CREATED)
                            .body(handoffs.text(id, publisher, kind, actor));
            case FILE ->
                    OperationAnswer.accepted(handoffs.files(id, publisher, kind, actor), actor);
        };
    }

    @GetMapping("/finished-posts/{post_ref}/handoffs")
    @RequiresScope(Scope.CONTENT_READ)
    Page<Handoffs.Handoff> handoffs(
            @PathVariable("post_ref") String reference,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return handoffs.page(posts.idOf(reference), cursor, limit);
    }

    /**
     * Makes slides of a finished text.
     *
     * @param preview true only shows them
     */
    @PostMapping("/finished-posts/{post_ref}/carousel")
    @RequiresScope(Scope.CONTENT_WRITE)
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Preview.class)))
    @ApiResponse(
            responseCode = "202",
            content = @Content(schema = @Schema(implementation = Operation.class)))
    ResponseEntity<?> carousel(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @RequestParam(defaultValue = "false") boolean preview,
            @Valid @RequestBody CarouselWish body) {
        var id = posts.idOf(reference).toString();
        return preview
                ? ResponseEntity.ok(preview(finished.file(id), body))
                : OperationAnswer.accepted(handoffs.slides(id, body, actor), actor);
    }

    private static Preview preview(PostFile post, CarouselWish wish) {
        var carousel = wish.of(post.text());
        var images =
                CarouselPdf.pictures(
                        CarouselPdf.write(
                                carousel, HandoffFiles.title(post), HandoffFiles.LANGUAGE));
        var cover = carousel.pages() - carousel.slides().size();
        var pages = new ArrayList<PreviewPage>();
        for (var page = 0; page < images.size(); page++) {
            pages.add(
                    new PreviewPage(
                            page < cover ? null : carousel.slides().get(page - cover).text(),
                            images.get(page)));
        }
        return new Preview(pages, wish.isEdited(post.text()), carousel.missing());
    }
}
