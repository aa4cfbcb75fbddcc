package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.budget.CostMeters;
import com.postmagiq.workflow.budget.MeterReading;
import com.postmagiq.workflow.control.ArmConfigs;
import com.postmagiq.workflow.control.Configurations;
import com.postmagiq.workflow.control.ForkPersonas;
import com.postmagiq.workflow.control.RunQuotes;
import com.postmagiq.workflow.control.StartRequest;
import com.postmagiq.workflow.run.Fork;
import com.postmagiq.workspace.Actor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says before an experiment what all of it will take, and holds that price for ten minutes. */
@Service
@Transactional
class ExperimentQuotes {
    private final GoldenSets sets;
    private final ArmConfigs configs;
    private final ForkPersonas personas;
    private final RunQuotes quotes;
    private final CostMeters meters;

    ExperimentQuotes(
            GoldenSets sets,
            ArmConfigs configs,
            ForkPersonas personas,
            RunQuotes quotes,
            CostMeters meters) {
        this.sets = sets;
        this.configs = configs;
        this.personas = personas;
        this.quotes = quotes;
        this.meters = meters;
    }

    /**
     * What an arm would take, over all its cells.
     *
     * @param costUsd absent without the right to see money
     */
    @Schema(name = "ArmQuote")
    record ArmQuote(
            String label,
            String configSlug,
            @Nullable Integer version,
            String configHash,
            String tier,
            boolean offline,
            int credits,
            RunQuotes.@Nullable Money costUsd,
            List<Configurations.Unusable> unusableAgents) {}

    /** Both of them. */
    @Schema(name = "ArmQuotes")
    record ArmQuotePair(ArmQuote a, ArmQuote b) {}

    /**
     * What an experiment would take.
     *
     * @param cells runs it makes
     * @param costUsd absent without the right to see money
     * @param available whether every agent can be called now
     * @param wouldExceed whether the expected cost has no room under some cap of the workspace or
     *     the installation
     */
    @Schema(name = "ExperimentQuote")
    record Quote(
            UUID quoteId,
            Instant expiresAt,
            int setRevision,
            int cases,
            int cells,
            int credits,
            ArmQuotePair arms,
            RunQuotes.@Nullable Money costUsd,
            RunQuotes.Seconds durationS,
            boolean available,
            boolean wouldExceed) {}

    /** An arm with the estimates of its cells. */
    record Planned(
            Arm arm,
            Configurations.Choice choice,
            RunQuotes.Money usd,
            RunQuotes.Seconds seconds) {}

    /** Everything about an experiment that can be known before it begins. */
    record Plan(
            GoldenSets.Row set, List<GoldenSets.Case> cases, int repeats, Planned a, Planned b) {
        int cells() {
            return 2 * repeats * cases.size();
        }

        int credits() {
            return repeats * cases.size() * (a.arm().credits() + b.arm().credits());
        }

        List<Configurations.Choice> choices() {
            return List.of(a.choice(), b.choice());
        }

        /** What the price follows from beside the configurations. */
        String about() {
            return "experiment %s %d %d".formatted(set.id(), set.revision(), repeats);
        }
    }

    Quote quote(ExperimentRequest request, Actor actor, boolean money) {
        var plan = plan(request, actor);
        var kept = quotes.keep(plan.choices(), plan.about());
        var usd = sum(List.of(plan.a().usd(), plan.b().usd()));
        return new Quote(
                kept.id(),
                kept.until(),
                plan.set().revision(),
                plan.cases().size(),
                plan.cells(),
                plan.credits(),
                new ArmQuotePair(view(plan, plan.a(), money), view(plan, plan.b(), money)),
                money ? usd : null,
                new RunQuotes.Seconds(
                        plan.a().seconds().expected().add(plan.b().seconds().expected()),
                        plan.a().seconds().high().add(plan.b().seconds().high())),
                plan.choices().stream().allMatch(choice -> choice.unusable().isEmpty()),
                meters.readings().stream()
                        .map(MeterReading::left)
                        .filter(Objects::nonNull)
                        .anyMatch(left -> left.compareTo(usd.expected()) < 0));
    }

    /** Makes sure that the told price still holds. */
    void confirm(UUID quoteId, Plan plan) {
        quotes.confirm(quoteId, plan.choices(), plan.about());
    }

    /**
     * Works out what would be done.
     *
     * @throws ProblemException {@code evaluation.set_not_found}, {@code evaluation.set_empty} and
     *     what is wrong with an arm's configuration
     */
    Plan plan(ExperimentRequest request, Actor actor) {
        var set = sets.get(request.setId());
        var cases = sets.cases(set.id(), 0, SetEditing.MOST_CASES);
        if (cases.isEmpty()) {
            throw new ProblemException(
                    ExperimentProblem.SET_EMPTY,
                    "'%s' has no cases yet; add some before you compare anything with it."
                            .formatted(set.name()));
        }
        return new Plan(
                set,
                cases,
                request.times(),
                planned(request.arms().a(), cases, request.times(), actor),
                planned(request.arms().b(), cases, request.times(), actor));
    }

    private Planned planned(
            ExperimentRequest.ArmBody body, List<GoldenSets.Case> cases, int repeats, Actor actor) {
        var changes = body.changes(personas);
        var choice = configs.choose(body.configSlug(), body.version(), body.tier(), changes, actor);
        var estimates = new ArrayList<RunQuotes.Estimate>();
        for (var known : cases) {
            estimates.add(quotes.estimate(request(known, choice), choice));
        }
        var usd = sum(estimates.stream().map(RunQuotes.Estimate::usd).toList());
        var times = BigDecimal.valueOf(repeats);
        return new Planned(
                arm(body.name(), changes, choice, estimates),
                choice,
                new RunQuotes.Money(
                        usd.expected().multiply(times),
                        usd.high().multiply(times),
                        usd.worst().multiply(times),
                        usd.basis(),
                        usd.sampleSize()),
                new RunQuotes.Seconds(
                        total(estimates, it -> it.seconds().expected()).multiply(times),
                        total(estimates, it -> it.seconds().high()).multiply(times)));
    }

    private static Arm arm(
            String label,
            Fork.Overrides changes,
            Configurations.Choice choice,
            List<RunQuotes.Estimate> estimates) {
        return new Arm(
                label,
                choice.slug(),
                choice.version(),
                choice.tier().slug(),
                choice.hash(),
                choice.offline(),
                choice.price().total(),
                most(estimates, it -> it.usd().high()),
                most(estimates, it -> it.usd().worst()),
                changes);
    }

    private static StartRequest request(GoldenSets.Case known, Configurations.Choice choice) {
        return new StartRequest(
                known.story(),
                known.label(),
                choice.slug(),
                choice.tier().slug(),
                known.platform(),
                known.shape(),
                true,
                true,
                false,
                null);
    }

    private static BigDecimal total(
            List<RunQuotes.Estimate> estimates, Function<RunQuotes.Estimate, BigDecimal> part) {
        return estimates.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal most(
            List<RunQuotes.Estimate> estimates, Function<RunQuotes.Estimate, BigDecimal> part) {
        return estimates.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    /** From finished runs only when every part is. */
    private static RunQuotes.Money sum(List<RunQuotes.Money> parts) {
        var expected = BigDecimal.ZERO;
        var high = BigDecimal.ZERO;
        var worst = BigDecimal.ZERO;
        for (var part : parts) {
            expected = expected.add(part.expected());
            high = high.add(part.high());
            worst = worst.add(part.worst());
        }
        var history = parts.stream().allMatch(part -> part.basis().equals("history"));
        return new RunQuotes.Money(
                expected,
                high,
                worst,
                history ? "history" : "computed",
                history ? parts.stream().mapToInt(RunQuotes.Money::sampleSize).min().orElse(0) : 0);
    }

    private static ArmQuote view(Plan plan, Planned planned, boolean money) {
        var arm = planned.arm();
        return new ArmQuote(
                arm.label(),
                arm.configSlug(),
                arm.version(),
                arm.configHash(),
                arm.tier(),
                arm.offline(),
                plan.repeats() * plan.cases().size() * arm.credits(),
                money ? planned.usd() : null,
                planned.choice().unusable());
    }
}
