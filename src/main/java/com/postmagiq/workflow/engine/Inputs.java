package com.postmagiq.workflow.engine;

import com.postmagiq.workflow.config.ArtefactNames;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Visit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the texts a visit works on. */
final class Inputs {
    private Inputs() {}

    /**
     * What was found.
     *
     * @param missing plain references that name nothing
     */
    record Resolved(List<Output> outputs, List<String> missing) {}

    static Resolved resolve(Lease lease, State.Asking state) {
        var found = resolve(lease, state.work().input());
        if (state instanceof State.OrchestratorTask
                && state.work().outputType() == OutputType.FINAL) {
            // A provider without memory must see the text it is asked to revise.
            lease.newest(OutputType.FINAL)
                    .filter(current -> !found.outputs().contains(current))
                    .ifPresent(found.outputs()::add);
        }
        return found;
    }

    /** What a person decides on: the named texts, else the newest final, else the newest drafts. */
    static List<Output> forHuman(Lease lease, State.HumanApproval state) {
        var named = resolve(lease, state.input()).outputs();
        if (!named.isEmpty()) {
            return named;
        }
        return lease.newest(OutputType.FINAL)
                .map(List::of)
                .orElseGet(() -> latestOfType(lease, OutputType.DRAFT));
    }

    /** The texts an audit judges, out of its inputs. */
    static List<Output> audited(List<Output> inputs) {
        var finals = inputs.stream().filter(output -> output.is(OutputType.FINAL)).toList();
        return finals.isEmpty()
                ? inputs.stream().filter(output -> output.is(OutputType.DRAFT)).toList()
                : finals;
    }

    private static Resolved resolve(Lease lease, List<String> references) {
        var outputs = new ArrayList<Output>();
        var missing = new ArrayList<String>();
        for (var reference : references) {
            var name = ArtefactNames.normaliseInput(reference).orElse(reference);
            var matches =
                    ArtefactNames.isPattern(name) ? matching(lease, name) : newest(lease, name);
            matches.stream().filter(output -> !outputs.contains(output)).forEach(outputs::add);
            if (matches.isEmpty()) {
                missing.add(reference);
            }
        }
        return new Resolved(outputs, missing);
    }

    private static List<Output> newest(Lease lease, String path) {
        return lease.outputs().stream()
                .filter(output -> output.path().equals(path))
                .max(Comparator.comparingInt(Output::version))
                .map(List::of)
                .orElse(List.of());
    }

    /**
     * Each match in its newest version, and only what the producing state wrote in its latest
     * visit.
     */
    private static List<Output> matching(Lease lease, String pattern) {
        Map<String, Output> byPath = new LinkedHashMap<>();
        lease.outputs().stream()
                .filter(output -> ArtefactNames.matches(pattern, output.path()))
                .filter(output -> ofLatestVisit(lease, output))
                .forEach(
                        output ->
                                byPath.merge(
                                        output.path(),
                                        output,
                                        (a, b) -> a.version() > b.version() ? a : b));
        return byPath.values().stream()
                .sorted(Comparator.comparingInt(Inputs::slot).thenComparing(Output::id))
                .toList();
    }

    private static int slot(Output output) {
        return Objects.requireNonNullElse(output.slot(), 0);
    }

    private static boolean ofLatestVisit(Lease lease, Output output) {
        var state = output.state();
        if (state == null) {
            return true;
        }
        var latest =
                lease.visits().stream()
                        .filter(visit -> visit.state().equals(state))
                        .mapToInt(Visit::visit)
                        .max()
                        .orElse(0);
        return Objects.requireNonNullElse(output.visit(), 0) == latest;
    }

    static List<Output> latestOfType(Lease lease, OutputType type) {
        return lease.outputs().stream()
                .filter(output -> output.is(type))
                .filter(output -> ofLatestVisit(lease, output))
                .toList();
    }
}
