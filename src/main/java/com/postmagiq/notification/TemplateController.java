package com.postmagiq.notification;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.notification.template.Templates;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The words in which a workspace writes to people. */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}/templates")
class TemplateController {
    /**
     * @param language two or three letters; left out for English
     * @param content subject, empty line, paragraphs
     */
    @Schema(name = "TemplateRequest")
    record TemplateRequest(
            @Nullable @Size(max = 3) String language,
            @NotBlank @Size(max = 10_000) String content) {}

    private final Templates templates;
    private final Workspaces workspaces;

    TemplateController(Templates templates, Workspaces workspaces) {
        this.templates = templates;
        this.workspaces = workspaces;
    }

    @GetMapping
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    Page<Templates.Template> list(
            @RequestParam(required = false) @Size(max = 20) @Nullable String type,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return templates.ofWorkspace(type, cursor, limit);
    }

    /** Makes or changes own words. */
    @PutMapping("/{template_type}/{slug}")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    ResponseEntity<Templates.Template> save(
            Actor actor,
            @PathVariable("template_type") String type,
            @PathVariable String slug,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody TemplateRequest body) {
        var saved =
                templates.save(
                        type,
                        slug,
                        body.language(),
                        body.content(),
                        IfMatch.revision(ifMatch),
                        actor.userId());
        return ResponseEntity.ok().eTag(IfMatch.tag(saved.revision())).body(saved);
    }

    /** Goes back to the installation's words. */
    @DeleteMapping("/{template_type}/{slug}")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(
            Actor actor,
            @PathVariable("template_type") String type,
            @PathVariable String slug,
            @RequestParam(required = false) @Size(max = 3) @Nullable String language) {
        templates.reset(type, slug, language, actor.userId());
    }

    @GetMapping("/{template_type}/{slug}/preview")
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    Templates.Preview preview(
            @PathVariable("template_type") String type,
            @PathVariable String slug,
            @RequestParam(required = false) @Size(max = 3) @Nullable String language) {
        return templates.preview(
                type, slug, language, Map.of("workspace_name", workspaces.current().name()));
    }
}
