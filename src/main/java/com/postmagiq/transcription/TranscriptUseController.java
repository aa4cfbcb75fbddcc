package com.postmagiq.transcription;

import com.postmagiq.content.PostEditing;
import com.postmagiq.content.StoredPosts;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.voice.Samples;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What becomes of the text of a transcription. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/transcribe")
class TranscriptUseController {
    private static final int LONGEST = 100_000;

    private final Transcriptions transcriptions;
    private final Samples samples;
    private final StoredPosts posts;
    private final PostEditing editing;

    TranscriptUseController(
            Transcriptions transcriptions,
            Samples samples,
            StoredPosts posts,
            PostEditing editing) {
        this.transcriptions = transcriptions;
        this.samples = samples;
        this.posts = posts;
        this.editing = editing;
    }

    /**
     * What to do with the text.
     *
     * @param as story keeps it as the story of a post, sample takes it in as a writing sample
     * @param postRef the post, for a story
     * @param title of a sample
     * @param authorLabel whose voice it is, for a sample; left out, one's own
     */
    @Schema(name = "TranscriptUse")
    record Wish(
            @NotNull
                    @Pattern(regexp = "story|sample")
                    @Schema(allowableValues = {"story", "sample"})
                    String as,
            @Nullable String postRef,
            @Size(max = 200) @Nullable String title,
            @Size(max = 80) @Nullable String authorLabel) {}

    /** The post whose story it is now, or the sample that was made. */
    @Schema(name = "TranscriptUsed")
    record Used(@Nullable UUID postId, @Nullable UUID sampleId) {}

    @PostMapping("/{id}/use")
    @RequiresScope(Scope.CONTENT_WRITE)
    Used useTranscript(@PathVariable UUID id, @Valid @RequestBody Wish wish, Actor actor) {
        var text = transcriptions.get(id).text();
        if (text == null || text.isBlank()) {
            throw new ProblemException(
                    TranscriptionProblem.NOT_FINISHED,
                    "This transcription has no text that could be used; wait for it, or send the audio again.");
        }
        if (text.length() > LONGEST) {
            throw new ProblemException(
                            TranscriptionProblem.TEXT_OVER_LIMIT,
                            "The text has %d characters, %d are the most; cut it and paste the part you need."
                                    .formatted(text.length(), LONGEST))
                    .with("characters", text.length())
                    .with("most", LONGEST);
        }
        if (wish.as().equals("sample")) {
            actor.require(Scope.STRATEGY_WRITE);
            return new Used(
                    null, samples.addTranscript(text, wish.title(), wish.authorLabel(), actor));
        }
        if (wish.postRef() == null) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED,
                    "post_ref",
                    "names the post whose story this is");
        }
        var post = posts.idOf(wish.postRef());
        editing.keepStory(post, text.strip(), actor);
        return new Used(post, null);
    }
}
