package com.postmagiq.workflow.editing;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Personas: reading, changing, previewing and trying them. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}")
class PersonaController {
    private final PersonaViews views;
    private final PersonaEditing editing;
    private final PersonaTrial trial;

    PersonaController(PersonaViews views, PersonaEditing editing, PersonaTrial trial) {
        this.views = views;
        this.editing = editing;
        this.trial = trial;
    }

    /** A new persona. */
    @Schema(name = "NewPersona")
    record CreateRequest(
            @NotNull String slug,
            @Nullable String copyFrom,
            @Size(max = 120) @Nullable String name,
            @Size(max = 500) @Nullable String description,
            @Nullable String template,
            @Nullable String needsRules,
            @Nullable Boolean needsVoice,
            @Nullable String voice,
            @Nullable String outputKind,
            @Nullable String modelTier,
            @Nullable Boolean enabled) {
        PersonaWish wish() {
            return new PersonaWish(
                    name,
                    description,
                    template,
                    needsRules,
                    needsVoice,
                    voice,
                    outputKind,
                    modelTier,
                    enabled,
                    null);
        }
    }

    /** What shall be different; what is left out stays. An empty voice takes the workspace's. */
    @Schema(name = "PersonaChange")
    record SaveRequest(
            @Size(max = 120) @Nullable String name,
            @Size(max = 500) @Nullable String description,
            @Nullable String template,
            @Nullable String needsRules,
            @Nullable Boolean needsVoice,
            @Nullable String voice,
            @Nullable String outputKind,
            @Nullable String modelTier,
            @Nullable Boolean enabled,
            @Nullable Integer basedOnVersion,
            @Size(max = 200) @Nullable String note) {
        PersonaWish wish() {
            return new PersonaWish(
                    name,
                    description,
                    template,
                    needsRules,
                    needsVoice,
                    voice,
                    outputKind,
                    modelTier,
                    enabled,
                    basedOnVersion);
        }
    }

    /** What came of saving. */
    @Schema(name = "SavedPersona")
    record Saved(boolean changed, PersonaViews.View persona) {}

    /** A text not saved yet; what is left out is taken from the stored persona. */
    @Schema(name = "PersonaPreviewRequest")
    record PreviewRequest(
            @Nullable String template,
            @Nullable String needsRules,
            @Nullable Boolean needsVoice,
            @Nullable String voice) {
        PersonaWish wish() {
            return new PersonaWish(
                    null, null, template, needsRules, needsVoice, voice, null, null, null, null);
        }
    }

    /**
     * A story to try a persona on.
     *
     * @param text what is judged or merged, for personas that work on a finished text
     * @param config whose agents are asked
     */
    @Schema(name = "PersonaTestRequest")
    record TestRequest(
            @NotNull String story,
            @Size(max = 100_000) @Nullable String text,
            @Nullable String config,
            @Nullable String template,
            @Nullable String voice) {
        PersonaWish wish() {
            return new PersonaWish(null, null, template, null, null, voice, null, null, null, null);
        }
    }

    /** A voice; absent or null takes the preset. */
    @Schema(name = "DefaultVoiceRequest")
    record VoiceRequest(@Nullable String slug) {}

    @GetMapping("/personas")
    @RequiresScope(Scope.WORKFLOW_READ)
    PersonaViews.Listing list() {
        return views.list();
    }

    @GetMapping("/personas/{slug}")
    @RequiresScope(Scope.WORKFLOW_READ)
    ResponseEntity<PersonaViews.View> get(@PathVariable("slug") String slug, Actor actor) {
        return tagged(HttpStatus.OK, views.get(slug, mayEdit(actor)));
    }

    @PostMapping("/personas")
    @RequiresScope(Scope.STRATEGY_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<PersonaViews.View> create(@Valid @RequestBody CreateRequest body, Actor actor) {
        editing.create(body.slug(), body.copyFrom(), body.wish(), actor);
        return tagged(HttpStatus.CREATED, views.get(body.slug(), true));
    }

    @PutMapping("/personas/{slug}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    ResponseEntity<Saved> save(
            @PathVariable("slug") String slug,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody SaveRequest body,
            Actor actor) {
        var changed =
                editing.save(slug, IfMatch.revision(ifMatch), body.wish(), body.note(), actor);
        var view = views.get(slug, true);
        return ResponseEntity.ok()
                .eTag(IfMatch.tag(view.revision()))
                .body(new Saved(changed, view));
    }

    @DeleteMapping("/personas/{slug}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable("slug") String slug,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        editing.delete(slug, IfMatch.revision(ifMatch));
    }

    @PostMapping("/personas/{slug}/preview")
    @RequiresScope(Scope.STRATEGY_WRITE)
    PersonaTrial.Preview preview(
            @PathVariable("slug") String slug,
            @Valid @RequestBody(required = false) @Nullable PreviewRequest body) {
        return trial.preview(
                slug,
                body == null ? new PreviewRequest(null, null, null, null).wish() : body.wish());
    }

    @PostMapping("/personas/{slug}/test")
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    PersonaTrial.Outcome test(
            @PathVariable("slug") String slug, @Valid @RequestBody TestRequest body, Actor actor) {
        return trial.test(
                slug,
                body.wish(),
                body.story(),
                body.text(),
                body.config(),
                actor.may(Scope.USAGE_ADMIN));
    }

    /**
     * @param source system for the product's versions of a persona the workspace changed
     */
    @GetMapping("/personas/{slug}/versions")
    @RequiresScope(Scope.WORKFLOW_READ)
    Page<PersonaViews.Version> versions(
            @PathVariable("slug") String slug,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return views.versions(slug, source, ConfigEditController.before(cursor), limit);
    }

    @GetMapping("/personas/{slug}/versions/{n}")
    @RequiresScope(Scope.WORKFLOW_READ)
    PersonaViews.Version version(
            @PathVariable("slug") String slug,
            @PathVariable("n") int version,
            @RequestParam(required = false) @Nullable String source,
            Actor actor) {
        return views.version(slug, source, version, mayEdit(actor));
    }

    @GetMapping("/personas/{slug}/diff")
    @RequiresScope(Scope.WORKFLOW_READ)
    PersonaViews.DiffView diff(
            @PathVariable("slug") String slug,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to,
            Actor actor) {
        return views.diff(slug, source, from, to, mayEdit(actor));
    }

    @PostMapping("/personas/{slug}/versions/{n}/restore")
    @RequiresScope(Scope.STRATEGY_WRITE)
    ResponseEntity<PersonaViews.View> restore(
            @PathVariable("slug") String slug,
            @PathVariable("n") int version,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Actor actor) {
        editing.restore(slug, version, IfMatch.revision(ifMatch), actor);
        return tagged(HttpStatus.OK, views.get(slug, true));
    }

    /** The voice personas write in that ask for none. */
    @PutMapping("/settings/voice")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    PersonaViews.Listing chooseVoice(@Valid @RequestBody VoiceRequest body, Actor actor) {
        editing.chooseVoice(body.slug(), actor);
        return views.list();
    }

    private static ResponseEntity<PersonaViews.View> tagged(
            HttpStatus status, PersonaViews.View view) {
        return ResponseEntity.status(status).eTag(IfMatch.tag(view.revision())).body(view);
    }

    private static boolean mayEdit(Actor actor) {
        return actor.may(Scope.STRATEGY_WRITE);
    }
}
