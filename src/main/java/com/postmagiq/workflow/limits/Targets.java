package com.postmagiq.workflow.limits;

import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.State;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a run goes when a person, or the rules, lead it past a soft limit. */
public final class Targets {
    private static final List<String> FORWARD = List.of("proceed", "all_success", "success");
    private static final Set<OutputType> TEXTS =
            Set.of(OutputType.PROCESSED, OutputType.DRAFT, OutputType.FINAL, OutputType.OTHER);

    private Targets() {}

    /** The state's own way to success, if it declares one. */
    public static Optional<String> forward(State state) {
        return routes(state).flatMap(Targets::forward);
    }

    private static Optional<String> forward(State.Routes routes) {
        return FORWARD.stream()
                .filter(routes.transitions()::containsKey)
                .findFirst()
                .map(routes.transitions()::get);
    }

    /**
     * Where "publish as it is" leads: forward, else to the nearest state that asks a person, else
     * to an end that is no error.
     */
    public static Optional<String> approve(Map<String, State> states, String current) {
        var state = states.get(current);
        var forward = state == null ? Optional.<String>empty() : forward(state);
        return forward.or(() -> nearestHuman(states, current)).or(() -> successEnd(states));
    }

    private static Optional<String> nearestHuman(Map<String, State> states, String current) {
        var seen = new HashSet<>(Set.of(current));
        var queue = new ArrayDeque<>(List.of(current));
        while (!queue.isEmpty()) {
            var name = queue.remove();
            var state = states.get(name);
            if (state instanceof State.HumanApproval) {
                return Optional.of(name);
            }
            if (state != null) {
                ways(state).filter(seen::add).forEach(queue::add);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> successEnd(Map<String, State> states) {
        return states.values().stream()
                .filter(s -> s instanceof State.Terminal end && !end.error())
                .map(State::name)
                .findFirst();
    }

    /**
     * Where feedback leads: the current state's retry target if it writes text, else the state that
     * wrote the newest final, else the one that wrote the newest draft.
     *
     * @param newestFinal the last visited state that wrote a final, if any
     * @param newestDraft the last visited state that wrote a draft, if any
     */
    public static Optional<String> feedback(
            Map<String, State> states,
            String current,
            @Nullable String newestFinal,
            @Nullable String newestDraft) {
        var state = states.get(current);
        var retry =
                (state == null ? Optional.<State.Routes>empty() : routes(state))
                        .map(r -> r.transitions().get("retry"))
                        .filter(t -> writesText(states.get(t)));
        return retry.or(() -> Optional.ofNullable(newestFinal))
                .or(() -> Optional.ofNullable(newestDraft));
    }

    private static boolean writesText(@Nullable State state) {
        return state instanceof State.Asking asking && TEXTS.contains(asking.work().outputType());
    }

    private static Stream<String> ways(State state) {
        if (state instanceof State.Initial initial) {
            return Stream.of(initial.next());
        }
        return routes(state).stream()
                .flatMap(
                        r ->
                                Stream.concat(
                                        r.transitions().values().stream(),
                                        Stream.ofNullable(r.next())));
    }

    private static Optional<State.Routes> routes(State state) {
        return switch (state) {
            case State.Asking asking -> Optional.of(asking.routes());
            case State.HumanApproval human -> Optional.of(human.routes());
            case State.Initial _, State.Terminal _ -> Optional.empty();
        };
    }
}
