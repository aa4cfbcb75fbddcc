package com.postmagiq.workflow.history;

import com.postmagiq.workflow.control.ForkPersonas;
import com.postmagiq.workflow.run.Fork;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs from a configuration in a fork of a run, or in an arm of an experiment. */
@Schema(name = "ForkChanges")
public record ChangesBody(
        @Nullable Map<String, @Valid PersonaText> personas,
        @Nullable Map<String, @Valid AgentChange> agents,
        @Nullable Map<String, String> replaceAgents,
        @Nullable Map<String, Integer> thresholds) {

    /** Another text of a role for this run alone: written here, or one of its versions. */
    @Schema(name = "ForkPersona")
    public record PersonaText(@Nullable String template, @Nullable Integer version) {}

    /** What is different about an agent. */
    @Schema(name = "ForkAgent")
    public record AgentChange(
            @Nullable String model,
            @Nullable BigDecimal temperature,
            @Nullable String reasoningEffort) {}

    /** With the texts of roles that are named by their version. */
    public Fork.Overrides overrides(ForkPersonas versions) {
        var texts = new LinkedHashMap<String, String>();
        given(personas)
                .forEach(
                        (slug, text) ->
                                texts.put(
                                        slug,
                                        text.version() == null
                                                ? Objects.requireNonNullElse(text.template(), "")
                                                : versions.template(slug, text.version())));
        var changed = new LinkedHashMap<String, Fork.AgentChange>();
        given(agents)
                .forEach(
                        (name, agent) ->
                                changed.put(
                                        name,
                                        new Fork.AgentChange(
                                                agent.model(),
                                                agent.temperature(),
                                                agent.reasoningEffort())));
        return new Fork.Overrides(texts, changed, given(replaceAgents), given(thresholds));
    }

    private static <T> Map<String, T> given(@Nullable Map<String, T> map) {
        return map == null ? Map.of() : map;
    }
}
