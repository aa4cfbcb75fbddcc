package com.postmagiq.workflow.history;

import com.postmagiq.quality.CheckRequest;
import com.postmagiq.quality.Finding;
import com.postmagiq.quality.ProvenanceTracer;
import com.postmagiq.quality.QualityChecks;
import com.postmagiq.quality.Source;
import com.postmagiq.quality.Texts;
import com.postmagiq.quality.Words;
import com.postmagiq.voice.VoiceProfiles;
import com.postmagiq.workflow.control.Configurations;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The checks of runs over a text somebody is writing, by the workspace's own severities. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/text")
class LintController {
    private static final int LONGEST = 100_000;
    private static final double BEST = 10;
    private static final double PER_WORDS = 300;
    private static final double BLOCK = 2;
    private static final double WARN = 1;
    private static final double INFO = 0.25;

    private final Configurations configurations;
    private final VoiceProfiles voices;
    private final QualityChecks checks = new QualityChecks();
    private final ProvenanceTracer tracer = new ProvenanceTracer(checks);

    LintController(Configurations configurations, VoiceProfiles voices) {
        this.configurations = configurations;
        this.voices = voices;
    }

    /**
     * A text somebody is writing.
     *
     * @param storyText what its facts may come from; without one facts are not checked
     * @param profileId whose voice it shall have
     */
    @Schema(name = "LintRequest")
    record Lint(
            @NotBlank @Size(max = LONGEST) String text,
            @Nullable @Size(max = LONGEST) String storyText,
            @Nullable String platform,
            @Nullable String profileId) {}

    /**
     * What the checks say.
     *
     * @param humanScore 1 to 10: 10 less what is found in 300 words, by its weight; from 8 on a
     *     text is ready, under 6 it needs another pass
     */
    @Schema(name = "LintReport")
    record Linted(QualityViews.Quality report, double humanScore) {}

    @PostMapping("/lint")
    @RequiresScope(Scope.CONTENT_WRITE)
    Linted lint(@Valid @RequestBody Lint body) {
        var text = Texts.normalise(body.text());
        var story = body.storyText();
        List<Source> sources =
                story == null ? List.of() : List.of(Source.story(Texts.normalise(story)));
        var profile = body.profileId();
        var heard = profile == null ? null : voices.hear(profile, text);
        var report =
                checks.check(
                        new CheckRequest(
                                text,
                                sources,
                                null,
                                Objects.requireNonNullElse(body.platform(), "linkedin"),
                                configurations.choose(null, null).config().quality().overrides(),
                                List.of(),
                                heard == null ? List.of() : heard.phrases()),
                        heard == null ? null : heard.distance());
        return new Linted(
                QualityViews.of(report, tracer.trace(text, sources, List.of())),
                humanScore(report.findings(), Words.count(text)));
    }

    private static double humanScore(List<Finding> findings, int words) {
        var found =
                findings.stream()
                        .mapToDouble(
                                it ->
                                        switch (it.severity()) {
                                            case BLOCK -> BLOCK;
                                            case WARN -> WARN;
                                            case INFO -> INFO;
                                        })
                        .sum();
        var score = BEST - found * PER_WORDS / Math.max(PER_WORDS, words);
        return Math.round(Math.max(1, score) * 10) / 10.0;
    }
}
