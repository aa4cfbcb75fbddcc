package com.postmagiq.voice;

import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.quality.Texts;
import com.postmagiq.voice.measure.AvoidRule;
import com.postmagiq.voice.measure.FidelityScore;
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
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Voice profiles: reading, changing, comparing, and scoring texts against them. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/voice-profiles")
class VoiceProfileController {
    private static final String SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$";
    private static final int LONGEST_TEXT = 8000;

    private final VoiceProfiles profiles;
    private final VoiceProfileChanges changes;
    private final VoiceProfileViews views;

    VoiceProfileController(
            VoiceProfiles profiles, VoiceProfileChanges changes, VoiceProfileViews views) {
        this.profiles = profiles;
        this.changes = changes;
        this.views = views;
    }

    /** Something to be avoided. */
    @Schema(name = "AvoidRuleRequest")
    record RuleRequest(
            @NotBlank @Size(max = 200) String pattern,
            @NotNull AvoidRule.Kind kind,
            @Min(1) @Max(3) int severity,
            @Size(max = 200) @Nullable String replacement) {
        AvoidRule rule() {
            return new AvoidRule(pattern.strip(), kind, severity, replacement);
        }
    }

    /** A new profile. */
    @Schema(name = "NewVoiceProfile")
    record CreateRequest(
            @NotBlank @Size(max = 100) String name,
            @Size(max = 100) @Pattern(regexp = SLUG) @Nullable String slug,
            @Size(max = 1000) @Nullable String description,
            @Size(max = LONGEST_TEXT) @Nullable String toneDescription,
            @Size(max = LONGEST_TEXT) @Nullable String signaturePhrases,
            @Size(max = LONGEST_TEXT) @Nullable String wordChoices,
            @Size(max = LONGEST_TEXT) @Nullable String exampleExcerpts,
            @Size(max = LONGEST_TEXT) @Nullable String avoidPatterns,
            @Size(max = 200) @Nullable List<@Valid RuleRequest> avoidList) {
        VoiceProfileChanges.Wish wish() {
            return new VoiceProfileChanges.Wish(
                    name.strip(),
                    description,
                    texts(
                            toneDescription,
                            signaturePhrases,
                            wordChoices,
                            exampleExcerpts,
                            avoidPatterns),
                    rules(avoidList));
        }
    }

    /** What shall be different; what is left out stays, an empty text clears. */
    @Schema(name = "VoiceProfileChange")
    record ChangeRequest(
            @Size(min = 1, max = 100) @Nullable String name,
            @Size(max = 1000) @Nullable String description,
            @Size(max = LONGEST_TEXT) @Nullable String toneDescription,
            @Size(max = LONGEST_TEXT) @Nullable String signaturePhrases,
            @Size(max = LONGEST_TEXT) @Nullable String wordChoices,
            @Size(max = LONGEST_TEXT) @Nullable String exampleExcerpts,
            @Size(max = LONGEST_TEXT) @Nullable String avoidPatterns,
            @Size(max = 200) @Nullable List<@Valid RuleRequest> avoidList) {
        VoiceProfileChanges.Wish wish() {
            return new VoiceProfileChanges.Wish(
                    name,
                    description,
                    texts(
                            toneDescription,
                            signaturePhrases,
                            wordChoices,
                            exampleExcerpts,
                            avoidPatterns),
                    rules(avoidList));
        }
    }

    private static Map<String, String> texts(
            @Nullable String tone,
            @Nullable String phrases,
            @Nullable String choices,
            @Nullable String excerpts,
            @Nullable String avoid) {
        var texts = new TreeMap<String, String>();
        put(texts, VoiceProfile.TONE, tone);
        put(texts, VoiceProfile.PHRASES, phrases);
        put(texts, VoiceProfile.CHOICES, choices);
        put(texts, VoiceProfile.EXCERPTS, excerpts);
        put(texts, VoiceProfile.AVOID, avoid);
        return texts;
    }

    private static void put(Map<String, String> texts, String field, @Nullable String text) {
        if (text != null) {
            texts.put(field, Texts.normalise(text));
        }
    }

    private static @Nullable List<AvoidRule> rules(@Nullable List<RuleRequest> rules) {
        return rules == null ? null : rules.stream().map(RuleRequest::rule).toList();
    }

    /** The name of a copy. */
    @Schema(name = "VoiceProfileClone")
    record CloneRequest(@NotBlank @Size(max = 100) String name) {}

    /** A text to score. */
    @Schema(name = "FidelityRequest")
    record ScoreRequest(@NotBlank @Size(max = 100_000) String text) {}

    @GetMapping
    @RequiresScope(Scope.STRATEGY_READ)
    VoiceProfileViews.Listing list(
            @RequestParam(name = "include_presets", defaultValue = "true") boolean includePresets,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return views.page(includePresets, cursor, limit);
    }

    @PostMapping
    @RequiresScope(Scope.STRATEGY_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<VoiceProfileViews.View> create(
            @Valid @RequestBody CreateRequest body, Actor actor) {
        return created(changes.create(body.slug(), body.wish(), actor), actor);
    }

    @GetMapping("/{profile_id}")
    @RequiresScope(Scope.STRATEGY_READ)
    ResponseEntity<VoiceProfileViews.View> get(@PathVariable("profile_id") String reference) {
        return tagged(views.get(reference));
    }

    @PatchMapping("/{profile_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    ResponseEntity<VoiceProfileViews.View> change(
            @PathVariable("profile_id") String reference,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ChangeRequest body,
            Actor actor) {
        var revision = ifMatch == null || ifMatch.isBlank() ? null : IfMatch.revision(ifMatch);
        return tagged(views.of(changes.change(reference, revision, body.wish(), actor)));
    }

    /** The same as a change: what is left out stays. */
    @PutMapping("/{profile_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    ResponseEntity<VoiceProfileViews.View> put(
            @PathVariable("profile_id") String reference,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ChangeRequest body,
            Actor actor) {
        return change(reference, ifMatch, body, actor);
    }

    @DeleteMapping("/{profile_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable("profile_id") String reference, Actor actor) {
        changes.delete(reference, actor);
    }

    @PostMapping("/{profile_id}/clone")
    @RequiresScope(Scope.STRATEGY_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<VoiceProfileViews.View> copy(
            @PathVariable("profile_id") String reference,
            @Valid @RequestBody CloneRequest body,
            Actor actor) {
        return created(changes.copy(reference, body.name().strip(), actor), actor);
    }

    @GetMapping("/{profile_id}/preview")
    @RequiresScope(Scope.STRATEGY_READ)
    VoiceProfileViews.Preview preview(@PathVariable("profile_id") String reference) {
        return views.preview(reference);
    }

    @GetMapping("/{profile_id}/stylometry")
    @RequiresScope(Scope.STRATEGY_READ)
    VoiceProfileViews.Measured stylometry(@PathVariable("profile_id") String reference) {
        return views.stylometry(reference);
    }

    @PostMapping("/{profile_id}/score")
    @RequiresScope(Scope.CONTENT_READ)
    FidelityScore score(
            @PathVariable("profile_id") String reference, @Valid @RequestBody ScoreRequest body) {
        return profiles.hear(reference, Texts.normalise(body.text())).score();
    }

    @GetMapping("/{profile_id}/compare/{other_profile_id}")
    @RequiresScope(Scope.STRATEGY_READ)
    VoiceProfileViews.Comparison compare(
            @PathVariable("profile_id") String reference,
            @PathVariable("other_profile_id") String other) {
        return views.compare(reference, other);
    }

    private ResponseEntity<VoiceProfileViews.View> created(VoiceProfile profile, Actor actor) {
        return ResponseEntity.created(
                        URI.create(
                                "/api/v1/w/%s/voice-profiles/%s"
                                        .formatted(actor.workspaceId(), profile.id())))
                .eTag(IfMatch.tag(profile.revision()))
                .body(views.of(profile));
    }

    private static ResponseEntity<VoiceProfileViews.View> tagged(VoiceProfileViews.View view) {
        var answer = ResponseEntity.ok();
        var revision = view.revision();
        return revision == null ? answer.body(view) : answer.eTag(IfMatch.tag(revision)).body(view);
    }
}
