package com.postmagiq.workflow.editing;

import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workflow.config.Issue;
import com.postmagiq.workflow.config.WorkflowCatalogue.Listed;
import com.postmagiq.workflow.config.WorkflowCatalogue.Origin;
import com.postmagiq.workflow.control.ConfigValidation;
import com.postmagiq.workflow.control.Configurations;
import com.postmagiq.workflow.editing.ConfigViews.AgentView;
import com.postmagiq.workflow.editing.ConfigViews.Detail;
import com.postmagiq.workflow.editing.ConfigViews.Summary;
import com.postmagiq.workflow.history.RunViews.Items;
import com.postmagiq.workflow.registry.WorkspaceChoices;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which configurations and agents there are. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}")
class ConfigController {
    private final Configurations configurations;
    private final ConfigViews views;
    private final WorkspaceChoices choices;
    private final ConfigValidation validation;

    ConfigController(
            Configurations configurations,
            ConfigViews views,
            WorkspaceChoices choices,
            ConfigValidation validation) {
        this.configurations = configurations;
        this.views = views;
        this.choices = choices;
        this.validation = validation;
    }

    /**
     * The choices, and which of them a run takes that names none.
     *
     * @param selectedSlug what the workspace chose itself
     */
    @Schema(name = "WorkflowConfigList")
    record ConfigList(
            List<Summary> items,
            String defaultSlug,
            @Schema(
                            allowableValues = {
                                "workspace",
                                "operator",
                                "deployment_default",
                                "first_enabled",
                                "no_provider_credentials"
                            })
                    String defaultReason,
            @Nullable String selectedSlug) {}

    /** A text to be checked. */
    @Schema(name = "ConfigValidationRequest")
    record ValidateRequest(@NotNull String yaml) {}

    /** What a check of a configuration came to. */
    @Schema(name = "ConfigValidation")
    record ValidationView(boolean valid, List<Issue> errors, List<Issue> warnings) {}

    /** Of those that cannot be chosen, the plan's locked ones and one's own are shown on demand. */
    @GetMapping("/workflow-configs")
    @RequiresScope(Scope.WORKFLOW_READ)
    ConfigList list(
            @RequestParam(name = "include_locked", defaultValue = "false") boolean includeLocked) {
        var standard = configurations.choose(null, null);
        var items =
                configurations.catalogue().all().values().stream()
                        .filter(listed -> shown(listed, includeLocked))
                        .map(views::summary)
                        .toList();
        return new ConfigList(
                items,
                standard.slug(),
                standard.reason().name().toLowerCase(Locale.ROOT),
                choices.config().orElse(null));
    }

    private boolean shown(Listed listed, boolean includeLocked) {
        if (listed.runnable()) {
            return includeLocked || !configurations.locked(listed);
        }
        return includeLocked && listed.origin() == Origin.OWN;
    }

    @GetMapping("/workflow-configs/default")
    @RequiresScope(Scope.WORKFLOW_READ)
    Detail standard(Actor actor) {
        return views.detail(listed(configurations.choose(null, null).slug()), null, mayEdit(actor));
    }

    @GetMapping("/workflow-configs/{slug}")
    @RequiresScope(Scope.WORKFLOW_READ)
    ResponseEntity<Detail> get(
            @PathVariable("slug") String slug,
            @RequestParam(required = false) @Nullable String tier,
            Actor actor) {
        var detail = views.detail(listed(slug), tier, mayEdit(actor));
        var answer = ResponseEntity.ok();
        if (detail.revision() != null) {
            answer = answer.eTag(IfMatch.tag(detail.revision()));
        }
        return answer.body(detail);
    }

    @PostMapping("/workflow-configs/validate")
    @RequiresScope(Scope.WORKFLOW_READ)
    ValidationView validate(@Valid @RequestBody ValidateRequest body) {
        var result = validation.validate(body.yaml());
        return new ValidationView(result.valid(), result.errors(), result.warnings());
    }

    @GetMapping("/agents")
    @RequiresScope(Scope.WORKFLOW_READ)
    Items<AgentView> agents() {
        return new Items<>(views.agents(configurations.choose(null, null).config()));
    }

    /** What does not exist in this deployment does not exist; one's own always does. */
    private Listed listed(String slug) {
        var listed = configurations.catalogue().all().get(slug);
        if (listed == null || (!listed.runnable() && listed.origin() == Origin.SYSTEM)) {
            throw ConfigEditing.unknown(slug);
        }
        return listed;
    }

    private static boolean mayEdit(Actor actor) {
        return actor.may(Scope.WORKSPACE_SETTINGS);
    }
}
