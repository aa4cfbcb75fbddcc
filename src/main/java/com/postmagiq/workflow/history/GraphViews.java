package com.postmagiq.workflow.history;

import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.StateGraph;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.run.StateTypes;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A configuration as the canvas draws it. */
public final class GraphViews {
    /** A place where an agent works, as the graph draws it. */
    public record GraphSlot(int slot, String agent, @Nullable String persona, String label) {}

    /** A state as the graph draws it. */
    public record GraphNode(
            String state,
            String type,
            @Nullable String description,
            @Nullable String outputType,
            List<GraphSlot> slots,
            boolean error,
            @Nullable Integer pathIndex) {}

    /** A way between states; kind forward, retry or end. */
    public record GraphEdge(
            String from,
            String to,
            String key,
            @Schema(allowableValues = {"forward", "retry", "end"}) String kind) {}

    /** The state machine of a run's configuration. */
    public record Graph(List<GraphNode> nodes, List<GraphEdge> edges) {}

    private GraphViews() {}

    public static Graph of(WorkflowConfig config) {
        var graph = StateGraph.of(config);
        var path = graph.forwardPath();
        var nodes =
                config.states().values().stream().map(state -> node(config, state, path)).toList();
        var edges =
                graph.edges().stream()
                        .map(
                                edge ->
                                        new GraphEdge(
                                                edge.from(),
                                                edge.to(),
                                                edge.key(),
                                                kind(config, edge, path)))
                        .toList();
        return new Graph(nodes, edges);
    }

    private static GraphNode node(WorkflowConfig config, State state, List<String> path) {
        var index = path.indexOf(state.name());
        return new GraphNode(
                state.name(),
                StateTypes.of(state),
                state.description(),
                outputType(state),
                slots(config, state),
                state instanceof State.Terminal terminal && terminal.error(),
                index < 0 ? null : index);
    }

    private static List<GraphSlot> slots(WorkflowConfig config, State state) {
        return switch (state) {
            case State.Single single -> List.of(slot(0, single.agent(), single.persona()));
            case State.OrchestratorTask task -> {
                var orchestrator = config.orchestrator();
                var shared = orchestrator == null ? null : orchestrator.persona();
                yield List.of(
                        slot(0, task.agent(), task.persona() == null ? shared : task.persona()));
            }
            case State.FanOut fanOut -> {
                var all = new ArrayList<GraphSlot>();
                for (var slot : fanOut.slots()) {
                    all.add(slot(all.size(), slot.agent(), slot.persona()));
                }
                yield all;
            }
            case State.Initial _, State.HumanApproval _, State.Terminal _ -> List.of();
        };
    }

    private static GraphSlot slot(int slot, String agent, @Nullable String persona) {
        return new GraphSlot(slot, agent, persona, agent);
    }

    private static String kind(WorkflowConfig config, StateGraph.Edge edge, List<String> path) {
        if (Objects.requireNonNull(config.states().get(edge.to()))
                        instanceof State.Terminal terminal
                && terminal.error()) {
            return "end";
        }
        var from = path.indexOf(edge.from());
        var to = path.indexOf(edge.to());
        return from >= 0 && to > from ? "forward" : "retry";
    }

    /** What a state writes. */
    private static @Nullable String outputType(State state) {
        return state instanceof State.Asking asking
                ? asking.work().outputType().name().toLowerCase(Locale.ROOT)
                : null;
    }
}
