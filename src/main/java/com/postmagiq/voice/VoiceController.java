package com.postmagiq.voice;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Writing samples, the questions that lead to them, and what is learned of them. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/voice")
class VoiceController {
    private final Samples samples;
    private final SampleImport imports;
    private final VoiceLearning learning;

    VoiceController(Samples samples, SampleImport imports, VoiceLearning learning) {
        this.samples = samples;
        this.imports = imports;
        this.learning = learning;
    }

    /** All questions. */
    @Schema(name = "VoicePromptList")
    record Prompts(List<VoicePrompts.Prompt> items) {}

    /** A text to take in. */
    @Schema(name = "NewWritingSample")
    record AddRequest(
            @NotNull
                    @Pattern(regexp = "prompt|upload|transcript|post|import")
                    @Schema(allowableValues = {"prompt", "upload", "transcript", "post", "import"})
                    String sourceType,
            @NotBlank @Size(max = 100_000) String content,
            @Nullable String promptId,
            @Size(max = 200) @Nullable String title,
            @Size(max = 80) @Nullable String authorLabel) {}

    /** What shall be different; what is left out stays, an empty title clears it. */
    @Schema(name = "WritingSampleChange")
    record ChangeRequest(
            @Size(min = 1, max = 100_000) @Nullable String content,
            @Size(max = 200) @Nullable String title,
            @Nullable Boolean excluded) {}

    /** A text that was taken in. */
    @Schema(name = "AddedWritingSample")
    record Added(UUID id, int wordCount, String language, String authorLabel) {}

    /** Texts, newest first, and how far all of them together lead. */
    @Schema(name = "WritingSamplePage")
    record Page(
            List<WritingSample> samples,
            @Nullable String nextCursor,
            int totalWordCount,
            boolean canAnalyze) {}

    /** What to learn from; without ids, from all texts of the author that are not left out. */
    @Schema(name = "VoiceAnalysisRequest")
    record AnalyzeRequest(
            @Size(max = 80) @Nullable String authorLabel,
            @Size(min = 1, max = 1000) @Nullable List<@NotNull UUID> sampleIds,
            @Nullable UUID targetProfileId,
            @Size(min = 1, max = 100) @Nullable String name,
            @Nullable Boolean useModel) {}

    @GetMapping("/prompts")
    @RequiresScope(Scope.STRATEGY_READ)
    Prompts prompts() {
        return new Prompts(VoicePrompts.ALL);
    }

    @GetMapping("/prompts/{prompt_id}")
    @RequiresScope(Scope.STRATEGY_READ)
    VoicePrompts.Prompt prompt(@PathVariable("prompt_id") String id) {
        return VoicePrompts.find(id)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        VoiceProblem.PROMPT_NOT_FOUND,
                                        "There is no question '%s'; GET voice/prompts lists them."
                                                .formatted(id)));
    }

    @PostMapping("/samples")
    @RequiresScope(Scope.STRATEGY_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    Added add(@Valid @RequestBody AddRequest body, Actor actor) {
        var added =
                samples.add(
                        new Samples.NewSample(
                                body.sourceType(),
                                body.content(),
                                body.promptId(),
                                body.title(),
                                body.authorLabel()),
                        actor);
        return new Added(added.id(), added.wordCount(), added.language(), added.authorLabel());
    }

    /**
     * Takes in the texts of a file: a text (txt, md, docx), or each row of a table (csv), such as
     * LinkedIn's Shares.csv. Nothing is kept before somebody says so.
     *
     * @param authorLabel whose voice it is; left out, one's own
     * @param commit false tells only what would come of it
     */
    @PostMapping("/samples/import")
    @RequiresScope(Scope.STRATEGY_WRITE)
    SampleImport.Outcome importSamples(
            @RequestPart("file") MultipartFile file,
            @RequestParam(name = "author_label", required = false) @Size(max = 80)
                    @Nullable String authorLabel,
            @RequestParam(defaultValue = "false") boolean commit,
            Actor actor)
            throws IOException {
        if (file.getSize() > SampleFile.LARGEST) {
            throw new ProblemException(
                    GeneralProblem.PAYLOAD_TOO_LARGE,
                    "The file is larger than the %,d bytes that texts may have; split it."
                            .formatted(SampleFile.LARGEST));
        }
        var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        try (var in = file.getInputStream()) {
            return imports.take(
                    SampleFile.read(name, in),
                    SampleImport.Origin.IMPORT,
                    authorLabel,
                    commit,
                    actor);
        }
    }

    @GetMapping("/samples")
    @RequiresScope(Scope.STRATEGY_READ)
    Page list(
            @RequestParam(required = false) @Nullable String author,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var page = samples.page(author, cursor, limit);
        var status = samples.status(author);
        return new Page(
                page.items(), page.nextCursor(), status.totalWordCount(), status.canAnalyze());
    }

    @GetMapping("/samples/status")
    @RequiresScope(Scope.STRATEGY_READ)
    Samples.Status status(@RequestParam(required = false) @Nullable String author) {
        return samples.status(author);
    }

    @PatchMapping("/samples/{sample_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    WritingSample change(
            @PathVariable("sample_id") UUID id,
            @Valid @RequestBody ChangeRequest body,
            Actor actor) {
        return samples.change(id, body.content(), body.title(), body.excluded(), actor);
    }

    @DeleteMapping("/samples/{sample_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable("sample_id") UUID id, Actor actor) {
        samples.delete(id, actor);
    }

    /** Answers when the analysis is done, at most as long as a model takes. */
    @PostMapping("/analyze")
    @RequiresScope(Scope.STRATEGY_WRITE)
    VoiceLearning.Learned analyze(
            @Valid @RequestBody(required = false) @Nullable AnalyzeRequest body, Actor actor) {
        return learning.learn(
                body == null
                        ? new VoiceLearning.Wish(null, null, null, null, true)
                        : new VoiceLearning.Wish(
                                body.authorLabel(),
                                body.sampleIds(),
                                body.targetProfileId(),
                                body.name(),
                                body.useModel() == null || body.useModel()),
                actor);
    }
}
