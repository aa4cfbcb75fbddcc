package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workspace.Actor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows the two texts of each case without saying whose they are, and takes down which is liked
 * better. The sides are drawn by the experiment's seed, and named to a reader only after the last
 * case.
 */
@Service
@Transactional
class BlindReading {
    private final Experiments experiments;
    private final Cells cells;
    private final Runs runs;
    private final CellMeasures measures;
    private final Preferences preferences;
    private final Clock clock;

    BlindReading(
            Experiments experiments,
            Cells cells,
            Runs runs,
            CellMeasures measures,
            Preferences preferences,
            Clock clock) {
        this.experiments = experiments;
        this.cells = cells;
        this.runs = runs;
        this.measures = measures;
        this.preferences = preferences;
        this.clock = clock;
    }

    /**
     * Two texts of one case.
     *
     * @param choice left, right or tie; null as long as the reader has not judged
     * @param leftArm a or b; null until the reader has judged all
     */
    @Schema(name = "BlindPair")
    record Pair(
            UUID caseId,
            int position,
            String label,
            String left,
            String right,
            @Schema(allowableValues = {"left", "right", "tie"}) @Nullable String choice,
            @Schema(allowableValues = {"a", "b"}) @Nullable String leftArm) {}

    /** All pairs of an experiment for one reader; at most 200. */
    @Schema(name = "BlindPairs")
    record View(List<Pair> items, int judged, boolean named) {}

    /** Of every case that came to a text under both arms, those of the first repeat. */
    View pairs(UUID experimentId, Actor reader) {
        var experiment = experiments.get(experimentId);
        var texts = texts(experimentId);
        var given = preferences.of(experimentId, reader.userId());
        var named = !texts.isEmpty() && given.keySet().containsAll(texts.keySet());
        var pairs =
                texts.values().stream()
                        .map(
                                both -> {
                                    var first = first(experiment, both.position());
                                    return new Pair(
                                            both.caseId(),
                                            both.position(),
                                            both.label(),
                                            both.of(first),
                                            both.of(other(first)),
                                            side(first, given.get(both.caseId())),
                                            named ? first.code() : null);
                                })
                        .toList();
        return new View(
                pairs, (int) pairs.stream().filter(it -> it.choice() != null).count(), named);
    }

    /**
     * Takes a judgement down; it cannot be changed, since the next look may name the sides.
     *
     * @param choice left, right or tie
     * @throws ProblemException {@code evaluation.case_not_found} of a case that is no part of it,
     *     {@code evaluation.no_pair}, {@code evaluation.preference_given}
     */
    View judge(UUID experimentId, UUID caseId, String choice, Actor reader) {
        var experiment = experiments.lock(experimentId);
        var all = cells.of(experimentId);
        if (all.stream().noneMatch(cell -> cell.caseId().equals(caseId))) {
            throw new ProblemException(
                    ExperimentProblem.UNKNOWN_CASE,
                    "There is no case %s in this experiment.".formatted(caseId));
        }
        var both = texts(experimentId).get(caseId);
        if (both == null) {
            throw new ProblemException(
                    ExperimentProblem.NO_PAIR,
                    "This case has no text under both arms, at least not yet; judge another one.");
        }
        if (preferences.of(experimentId, reader.userId()).containsKey(caseId)) {
            throw new ProblemException(
                    ExperimentProblem.PREFERENCE_GIVEN,
                    "You have judged '%s' already; go on with the next case."
                            .formatted(both.label()));
        }
        var first = first(experiment, both.position());
        preferences.insert(
                experimentId,
                caseId,
                reader.userId(),
                switch (choice) {
                    case "left" -> first.code();
                    case "right" -> other(first).code();
                    default -> Preferences.TIE;
                },
                clock.instant());
        return pairs(experimentId, reader);
    }

    private record Both(UUID caseId, int position, String label, String a, String b) {
        String of(Arm.Side side) {
            return side == Arm.Side.A ? a : b;
        }
    }

    private Map<UUID, Both> texts(UUID experimentId) {
        var first = new LinkedHashMap<UUID, Cell>();
        var found = new LinkedHashMap<UUID, Both>();
        for (var cell : cells.of(experimentId)) {
            if (cell.repeat() != 1) {
                continue;
            }
            if (cell.arm() == Arm.Side.A) {
                first.put(cell.caseId(), cell);
                continue;
            }
            var a = text(Objects.requireNonNull(first.get(cell.caseId())));
            var b = text(cell);
            if (a.isPresent() && b.isPresent()) {
                found.put(
                        cell.caseId(),
                        new Both(cell.caseId(), cell.position(), cell.label(), a.get(), b.get()));
            }
        }
        return found;
    }

    private Optional<String> text(Cell cell) {
        return Optional.ofNullable(cell.runId())
                .flatMap(runs::find)
                .flatMap(measures::text)
                .map(Output::content);
    }

    /** The arm on the left. */
    private static Arm.Side first(Experiment experiment, int position) {
        var drawn = Sha256.of("%d/%d".formatted(experiment.seed(), position))[0];
        return (drawn & 1) == 0 ? Arm.Side.A : Arm.Side.B;
    }

    private static Arm.Side other(Arm.Side side) {
        return side == Arm.Side.A ? Arm.Side.B : Arm.Side.A;
    }

    private static @Nullable String side(Arm.Side first, @Nullable String choice) {
        if (choice == null || choice.equals(Preferences.TIE)) {
            return choice;
        }
        return choice.equals(first.code()) ? "left" : "right";
    }
}
