package com.postmagiq.workflow.config;

import com.postmagiq.workflow.config.StateForm.SlotForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules about what states read and write. */
final class ArtefactRules {
    private final ConfigForm form;
    private final Issues issues;

    /** Every name some state writes, and the state that wrote it first. */
    private final Map<String, StateForm> written = new HashMap<>();

    ArtefactRules(ConfigForm form, Issues issues) {
        this.form = form;
        this.issues = issues;
    }

    void check() {
        form.states().values().stream().filter(StateForm::asksAgents).forEach(this::output);
        form.states().values().forEach(this::inputs);
    }

    private void output(StateForm state) {
        var output = state.work().output();
        var path = YamlNode.child(state.path(), "output");
        if (output != null
                && (ArtefactNames.normalise(output).isEmpty() || ArtefactNames.isPattern(output))) {
            badPath(output, path);
            return;
        }
        var template = ArtefactNames.template(state.name(), output);
        var most = 0;
        var names = new ArrayList<String>();
        for (var agents : casts(state)) {
            most = Math.max(most, agents.size());
            names.addAll(ArtefactNames.outputs(template, agents));
        }
        if (most > 1 && !ArtefactNames.namesAgent(template)) {
            issues.error(
                    "state.output_collision",
                    path,
                    "Several agents of '%s' would write '%s'; put {agent} into the name."
                            .formatted(state.name(), template));
        }
        for (var name : names.stream().distinct().toList()) {
            collision(state, name, path);
        }
    }

    private void collision(StateForm state, String name, String path) {
        if (name.equals(ArtefactNames.STORY)) {
            issues.error(
                    "state.output_collision",
                    path,
                    "'%s' is the author's story; choose another name.".formatted(name));
            return;
        }
        var other = written.putIfAbsent(name, state);
        if (other != null
                && !(other.work().outputType() == OutputType.FINAL
                        && state.work().outputType() == OutputType.FINAL)) {
            issues.error(
                    "state.output_collision",
                    path,
                    "'%s' and '%s' both write '%s'; give one of them another name."
                            .formatted(other.name(), state.name(), name));
        }
    }

    /** The agents of a state as declared and as each tier casts them. */
    private List<List<String>> casts(StateForm state) {
        var own = state.slots().stream().map(SlotForm::agent).toList();
        var casts = new ArrayList<List<String>>();
        casts.add(own);
        if (state.work().tierOverride() && !own.isEmpty()) {
            for (var tier : form.tiers().values()) {
                var agents = ConfigForm.substitutes(tier, state.work().outputType());
                if (!agents.isEmpty()) {
                    casts.add(
                            TierResolver.cast(
                                    agents,
                                    own.size(),
                                    state.ownPersonas() || !state.is(StateType.FAN_OUT)));
                }
            }
        }
        return casts;
    }

    private void inputs(StateForm state) {
        var index = 0;
        for (var reference : state.work().input()) {
            var path = YamlNode.child(state.path(), "input");
            var item = path + "/" + index++;
            var place = issues.has(item) ? item : path;
            var name = ArtefactNames.normaliseInput(reference).orElse(null);
            if (name == null) {
                badPath(reference, place);
            } else if (!ArtefactNames.matches(name, ArtefactNames.STORY)
                    && written.keySet().stream()
                            .noneMatch(output -> ArtefactNames.matches(name, output))) {
                issues.warning(
                        "state.input_never_produced",
                        place,
                        "No state writes '%s'; correct the name or the output of the state before."
                                .formatted(name));
            }
        }
    }

    private void badPath(String reference, String path) {
        issues.error(
                "state.bad_path",
                path,
                "'%s' is no name inside a run; write one such as drafts/{agent}.md, without '..',"
                                .formatted(reference)
                        + " a leading '/', backslashes or, for an output, '*'.");
    }
}
