package com.postmagiq.workflow.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration as a graph, for the GUI and the command line.
 *
 * @param forwardPath states of a run in which everything goes well, initial to terminal
 */
public record StateGraph(List<Node> nodes, List<Edge> edges, List<String> forwardPath) {

    public StateGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        forwardPath = List.copyOf(forwardPath);
    }

    /** A state; agents in slot order, none where a person or nobody works. */
    public record Node(
            String name,
            StateType type,
            Optional<String> description,
            List<String> agents,
            boolean error) {}

    /** A way from one state to another; the key of a plain successor is {@code next}. */
    public record Edge(String from, String key, String to) {}

    public static StateGraph of(WorkflowConfig config) {
        var nodes = new ArrayList<Node>();
        var edges = new LinkedHashSet<Edge>();
        for (var state : config.states().values()) {
            nodes.add(
                    new Node(
                            state.name(),
                            StateType.of(state),
                            Optional.ofNullable(state.description()),
                            state instanceof State.Asking asking
                                    ? ArtefactNames.agents(asking)
                                    : List.of(),
                            state instanceof State.Terminal terminal && terminal.error()));
            edges.addAll(edges(config, state));
        }
        return new StateGraph(nodes, List.copyOf(edges), forwardPath(config));
    }

    private static List<Edge> edges(WorkflowConfig config, State state) {
        var exits = Exits.of(state);
        var edges = new ArrayList<Edge>();
        exits.transitions().forEach((key, to) -> edges.add(new Edge(state.name(), key, to)));
        if (exits.next() != null) {
            edges.add(new Edge(state.name(), "next", exits.next()));
        }
        for (var key : exits.producedKeys()) {
            exits.resolve(key, config.defaultTransitions())
                    .filter(to -> edges.stream().noneMatch(edge -> edge.to().equals(to)))
                    .ifPresent(to -> edges.add(new Edge(state.name(), key, to)));
        }
        return edges;
    }

    private static List<String> forwardPath(WorkflowConfig config) {
        return config.states().values().stream()
                .filter(State.Initial.class::isInstance)
                .findFirst()
                .map(initial -> forwardFrom(config, initial.name()))
                .orElse(List.of());
    }

    /** States of a run in which everything goes well from this one on, itself first. */
    public static List<String> forwardFrom(WorkflowConfig config, String state) {
        var path = new LinkedHashSet<String>();
        var at = Optional.ofNullable(config.states().get(state));
        while (at.isPresent() && path.add(at.get().name())) {
            at = Transitions.forward(config, at.get()).map(config.states()::get);
        }
        return List.copyOf(path);
    }

    /**
     * The graph as plain text: the forward path downwards, then the other states, each with its
     * ways out.
     */
    public String ascii() {
        Map<String, Node> left = new LinkedHashMap<>();
        nodes.forEach(node -> left.put(node.name(), node));
        var text = new StringBuilder();
        for (var i = 0; i < forwardPath.size(); i++) {
            var name = forwardPath.get(i);
            var next = i + 1 < forwardPath.size() ? forwardPath.get(i + 1) : "";
            var node = left.remove(name);
            if (node != null) {
                append(text, node, next);
                text.append(next.isEmpty() ? "" : "  |\n  v\n");
            }
        }
        if (!left.isEmpty()) {
            text.append('\n');
            left.values().forEach(node -> append(text, node, ""));
        }
        return text.toString();
    }

    private void append(StringBuilder text, Node node, String downwards) {
        text.append('[').append(node.name()).append("] ").append(node.type().slug());
        if (!node.agents().isEmpty()) {
            text.append(": ").append(String.join(", ", node.agents()));
        }
        if (node.error()) {
            text.append(" (error)");
        }
        text.append('\n');
        var keysByTarget = new LinkedHashMap<String, List<String>>();
        for (var edge : edges) {
            if (edge.from().equals(node.name()) && !edge.to().equals(downwards)) {
                keysByTarget.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge.key());
            }
        }
        keysByTarget.forEach(
                (to, keys) ->
                        text.append("  +-- ")
                                .append(String.join(", ", keys))
                                .append(" -> ")
                                .append(to)
                                .append('\n'));
    }
}
