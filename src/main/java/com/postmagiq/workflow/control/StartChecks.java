package com.postmagiq.workflow.control;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold of a wish for a run before anything is stored. */
public final class StartChecks {
    private static final Set<String> PLATFORMS = Set.of("linkedin", "x", "threads");
    private static final Set<String> SHAPES =
            Set.of("FULL", "PARTIAL", "OBSERVATION", "SHORT", "REVERSAL");
    private static final int LONGEST_LABEL = 200;

    private StartChecks() {}

    static void check(StartRequest request, Configurations.Choice choice) {
        oneOf("platform", request.platform(), PLATFORMS);
        oneOf("shape", request.shape(), SHAPES);
        var label = request.storyLabel();
        if (label != null && label.strip().length() > LONGEST_LABEL) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "The label has %d characters; the limit is %d."
                            .formatted(label.length(), LONGEST_LABEL));
        }
        checkCaps(request, choice);
        checkAgents(choice);
    }

    /** Every agent must be callable now. */
    public static void checkAgents(Configurations.Choice choice) {
        if (!choice.unusable().isEmpty()) {
            throw new ProblemException(
                            RunProblem.AGENT_UNAVAILABLE,
                            choice.unusable().stream()
                                    .map(Configurations.Unusable::reason)
                                    .distinct()
                                    .collect(Collectors.joining(" ")))
                    .with("agents", choice.unusable());
        }
    }

    /** What the person allows must be possible. */
    static void checkCaps(StartRequest request, Configurations.Choice choice) {
        var cap = request.maxCostUsd();
        var most = choice.config().breaker().maxCostHard();
        if (cap != null && (cap.signum() < 0 || cap.compareTo(most) > 0)) {
            throw new ProblemException(
                    RunProblem.CAP_TOO_LOW,
                    "The cap %s is not between 0 and the %s USD this configuration allows."
                            .formatted(cap.toPlainString(), most.toPlainString()));
        }
        var credits = request.maxCredits();
        if (credits != null && credits < choice.price().total()) {
            throw new ProblemException(
                    RunProblem.CAP_BELOW_QUOTE,
                    "The run costs %d credits, more than the %d it may cost; allow more, or choose a smaller configuration or tier."
                            .formatted(choice.price().total(), credits));
        }
    }

    private static void oneOf(String field, @Nullable String value, Set<String> allowed) {
        if (value != null && !allowed.contains(value)) {
            throw new ProblemException(
                            GeneralProblem.VALIDATION_FAILED,
                            "The %s '%s' is not known; use one of %s."
                                    .formatted(field, value, allowed.stream().sorted().toList()))
                    .with(
                            "errors",
                            List.of(
                                    Map.of(
                                            "field",
                                            field,
                                            "code",
                                            "unknown",
                                            "message",
                                            "is not known")));
        }
    }
}
