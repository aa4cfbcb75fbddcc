package com.postmagiq.workflow.engine;

import com.postmagiq.workflow.config.ContentHash;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.limits.AutoProceed;
import com.postmagiq.workflow.limits.Breaker;
import com.postmagiq.workflow.limits.RunCounters;
import com.postmagiq.workflow.limits.SoftRule;
import com.postmagiq.workflow.limits.Targets;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Verdicts;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.verdict.Aggregate;
import com.postmagiq.workflow.verdict.Quorum;
import com.postmagiq.workflow.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What happens when a soft limit is reached: on by itself when the very text was found good, else a
 * person decides.
 */
@Component
class SoftLimits {
    private final Verdicts verdicts;

    SoftLimits(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    Map<String, @Nullable Object> facts(Lease lease, List<Breaker.Trip> trips) {
        var counters = new LinkedHashMap<String, Object>();
        counters.put("transitions", lease.counters.transitions());
        counters.put("active_s", lease.counters.activeMillis() / 1000);
        counters.put("cost_usd", lease.counters.costUsd());
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("rule", trips.getFirst().rule().code());
        facts.put("rules", rules(trips).stream().map(SoftRule::code).toList());
        facts.put("message", trips.getFirst().message());
        facts.put("counters", counters);
        return facts;
    }

    RunCounters overridden(RunCounters counters, List<Breaker.Trip> trips, boolean automatic) {
        return counters.overridden(rules(trips), automatic);
    }

    /**
     * The target when the latest audit, of exactly the present text, allows to go on without a
     * person.
     */
    Optional<String> autoProceed(
            Lease lease,
            State state,
            @Nullable Visit visit,
            List<Verdict> present,
            List<Breaker.Trip> trips) {
        var allowed =
                AutoProceed.allowed(
                        rules(trips),
                        lease.counters.allowances().autoProceeded(),
                        latestAudit(lease, visit, present).orElse(null),
                        presentHash(lease),
                        lease.config.thresholds().autoProceedScore());
        return allowed ? Targets.forward(state) : Optional.empty();
    }

    private Optional<AutoProceed.LatestAudit> latestAudit(
            Lease lease, @Nullable Visit visit, List<Verdict> present) {
        if (visit != null && audits(lease, visit)) {
            return Optional.of(audit(lease, visit, present));
        }
        return lease.visits().reversed().stream()
                .filter(past -> !past.open() && audits(lease, past))
                .findFirst()
                .map(
                        past ->
                                audit(
                                        lease,
                                        past,
                                        verdicts.of(lease.run.id()).stream()
                                                .filter(
                                                        stored ->
                                                                stored.visitId().equals(past.id()))
                                                .map(Verdicts.Stored::verdict)
                                                .toList()));
    }

    private static boolean audits(Lease lease, Visit visit) {
        return lease.config.states().get(visit.state()) instanceof State.Asking asking
                && (asking.work().outputType() == OutputType.AUDIT
                        || asking.work().outputType() == OutputType.FINAL_AUDIT);
    }

    private AutoProceed.LatestAudit audit(Lease lease, Visit visit, List<Verdict> given) {
        var state = (State.Asking) lease.state(visit.state());
        var slots = (int) given.stream().filter(verdict -> !verdict.deterministic()).count();
        var quorum = Quorum.of(state.work(), lease.config.settings(), Math.max(1, slots));
        return new AutoProceed.LatestAudit(
                state.work().outputType(),
                String.valueOf(auditedHash(lease, visit)),
                Aggregate.of(given, quorum, slots),
                quorum,
                given);
    }

    /** Stands for the texts a visit judged: the hash of the one, or of all drafts together. */
    @Nullable String auditedHash(Lease lease, Visit visit) {
        var audited =
                Inputs.audited(
                        visit.inputOutputIds().stream()
                                .flatMap(id -> lease.output(id).stream())
                                .toList());
        return audited.isEmpty() ? null : hash(audited);
    }

    private static String presentHash(Lease lease) {
        return lease.newest(OutputType.FINAL)
                .map(Output::contentHash)
                .orElseGet(() -> hash(Inputs.latestOfType(lease, OutputType.DRAFT)));
    }

    private static String hash(List<Output> texts) {
        return texts.size() == 1
                ? texts.getFirst().contentHash()
                : ContentHash.of(
                        texts.stream()
                                .map(Output::contentHash)
                                .sorted()
                                .collect(Collectors.joining("\n")));
    }

    private static List<SoftRule> rules(List<Breaker.Trip> trips) {
        return trips.stream().map(Breaker.Trip::rule).toList();
    }
}
