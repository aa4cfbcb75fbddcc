package com.postmagiq.workflow.editing;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workflow.control.Configurations;
import com.postmagiq.workflow.editing.ConfigEditing.Wish;
import com.postmagiq.workflow.editing.ConfigViews.Detail;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
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

/** Configurations of a workspace's own, their history, and the workspace's default. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}")
class ConfigEditController {
    private final ConfigEditing editing;
    private final ConfigHistory history;
    private final Configurations configurations;
    private final ConfigViews views;

    ConfigEditController(
            ConfigEditing editing,
            ConfigHistory history,
            Configurations configurations,
            ConfigViews views) {
        this.editing = editing;
        this.history = history;
        this.configurations = configurations;
        this.views = views;
    }

    /** A new configuration; either its text or whose text it copies. */
    @Schema(name = "NewWorkflowConfig")
    record CreateRequest(
            @NotNull String slug,
            @Size(min = 1, max = 120) @Nullable String name,
            @Size(max = 500) @Nullable String description,
            @Nullable String yaml,
            @Nullable String copyFrom,
            @Size(max = 200) @Nullable String note) {}

    /** What shall be different; what is left out stays. */
    @Schema(name = "WorkflowConfigChange")
    record SaveRequest(
            @Nullable String yaml,
            @Size(min = 1, max = 120) @Nullable String name,
            @Size(max = 500) @Nullable String description,
            @Nullable Boolean enabled,
            @Size(max = 200) @Nullable String note) {}

    /** What came of saving. */
    @Schema(name = "SavedWorkflowConfig")
    record Saved(boolean changed, Detail config) {}

    /** Why an old text is taken up again. */
    @Schema(name = "RestoreRequest")
    record RestoreRequest(@Size(max = 200) @Nullable String note) {}

    /** A name; absent or null leaves the choice to the deployment. */
    @Schema(name = "DefaultConfigRequest")
    record DefaultRequest(@Nullable String slug) {}

    /** What a run takes that names nothing. */
    @Schema(name = "DefaultConfig")
    record Default(@Nullable String selectedSlug, String defaultSlug, String defaultReason) {}

    @PostMapping("/workflow-configs")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Detail> create(@Valid @RequestBody CreateRequest body, Actor actor) {
        editing.create(
                body.slug(),
                body.copyFrom(),
                new Wish(body.yaml(), body.name(), body.description(), null, body.note()),
                actor);
        return tagged(HttpStatus.CREATED, detail(body.slug()));
    }

    @PutMapping("/workflow-configs/{slug}")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    ResponseEntity<Saved> save(
            @PathVariable("slug") String slug,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody SaveRequest body,
            Actor actor) {
        var changed =
                editing.save(
                        slug,
                        IfMatch.revision(ifMatch),
                        new Wish(
                                body.yaml(),
                                body.name(),
                                body.description(),
                                body.enabled(),
                                body.note()),
                        actor);
        var detail = detail(slug);
        return ResponseEntity.ok().eTag(tag(detail)).body(new Saved(changed, detail));
    }

    @DeleteMapping("/workflow-configs/{slug}")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable("slug") String slug,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Actor actor) {
        editing.delete(slug, IfMatch.revision(ifMatch), actor);
    }

    @GetMapping("/workflow-configs/{slug}/versions")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    Page<ConfigHistory.Version> versions(
            @PathVariable("slug") String slug,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return history.page(slug, before(cursor), limit);
    }

    @GetMapping("/workflow-configs/{slug}/versions/{n}")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    ConfigHistory.Version version(
            @PathVariable("slug") String slug, @PathVariable("n") int version) {
        return history.version(slug, version);
    }

    @GetMapping("/workflow-configs/{slug}/diff")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    ConfigDiff.View diff(
            @PathVariable("slug") String slug,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(required = false) @Nullable Integer to) {
        return history.diff(slug, from, to);
    }

    @PostMapping("/workflow-configs/{slug}/versions/{n}/restore")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    ResponseEntity<Detail> restore(
            @PathVariable("slug") String slug,
            @PathVariable("n") int version,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody(required = false) @Nullable RestoreRequest body,
            Actor actor) {
        editing.restore(
                slug, version, IfMatch.revision(ifMatch), body == null ? null : body.note(), actor);
        return tagged(HttpStatus.OK, detail(slug));
    }

    @PutMapping("/settings/workflow-config")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    Default chooseDefault(@Valid @RequestBody DefaultRequest body, Actor actor) {
        editing.chooseDefault(body.slug(), actor);
        var standard = configurations.choose(null, null);
        return new Default(
                body.slug(),
                standard.slug(),
                standard.reason().name().toLowerCase(java.util.Locale.ROOT));
    }

    /** Versions are counted down; the cursor is the last shown one. */
    static @Nullable Integer before(@Nullable String cursor) {
        var key = Cursor.decode(cursor);
        if (key == null) {
            return null;
        }
        if (!key.matches("[0-9]{1,9}")) {
            throw new ProblemException(
                    GeneralProblem.INVALID_CURSOR,
                    "The cursor is not one this list gave out; start again without it.");
        }
        return Integer.valueOf(key);
    }

    private Detail detail(String slug) {
        return views.detail(
                Objects.requireNonNull(configurations.catalogue().all().get(slug), slug),
                null,
                true);
    }

    private static ResponseEntity<Detail> tagged(HttpStatus status, Detail detail) {
        return ResponseEntity.status(status).eTag(tag(detail)).body(detail);
    }

    private static String tag(Detail detail) {
        return IfMatch.tag(Objects.requireNonNull(detail.revision()));
    }
}
