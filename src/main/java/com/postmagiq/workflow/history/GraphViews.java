package com.postmagiq.workflow.history;

import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.StateGraph;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.run.StateTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A configuration as the canvas draws it. */
public final class GraphViews {
    private GraphViews() {}

    public static RunViews.Graph of(WorkflowConfig config) {
        var graph = StateGraph.of(config);
        var path = graph.forwardPath();
        var nodes =
                config.states().values().stream().map(state -> node(config, state, path)).toList();
        var edges =
                graph.edges().stream()
                        .map(
                                edge ->
                                        new RunViews.GraphEdge(
                                                edge.from(),
                                                edge.to(),
                                                edge.key(),
                                                kind(config, edge, path)))
                        .toList();
        return new RunViews.Graph(nodes, edges);
    }

    private static RunViews.GraphNode node(WorkflowConfig config, State state, List<String> path) {
        var index = path.indexOf(state.name());
        return new RunViews.GraphNode(
                state.name(),
                StateTypes.of(state),
                state.description(),
                RunHistory.outputType(state),
                slots(config, state),
                state instanceof State.Terminal terminal && terminal.error(),
                index < 0 ? null : index);
    }

    private static List<RunViews.GraphSlot> slots(WorkflowConfig config, State state) {
        return switch (state) {
            case State.Single single -> List.of(slot(0, single.agent(), single.persona()));
            case State.OrchestratorTask task -> {
                var orchestrator = config.orchestrator();
                var shared = orchestrator == null ? null : orchestrator.persona();
                yield List.of(
                        slot(0, task.agent(), task.persona() == null ? shared : task.persona()));
            }
            case State.FanOut fanOut -> {
                var all = new ArrayList<RunViews.GraphSlot>();
                for (var slot : fanOut.slots()) {
                    all.add(slot(all.size(), slot.agent(), slot.persona()));
                }
                yield all;
            }
            case State.Initial _, State.HumanApproval _, State.Terminal _ -> List.of();
        };
    }

    private static RunViews.GraphSlot slot(int slot, String agent, @Nullable String persona) {
        return new RunViews.GraphSlot(slot, agent, persona, agent);
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
}
