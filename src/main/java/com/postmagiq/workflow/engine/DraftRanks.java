package com.postmagiq.workflow.engine;

import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Reports;
import com.postmagiq.workflow.run.Verdicts;
import com.postmagiq.workflow.run.Visit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says which of several drafts are left out first when not all of them can be read. */
@Component
class DraftRanks {
    private static final double UNJUDGED = 0;

    private final Verdicts verdicts;
    private final Reports reports;

    DraftRanks(Verdicts verdicts, Reports reports) {
        this.verdicts = verdicts;
        this.reports = reports;
    }

    /**
     * The worst ones: those that auditors gave the lowest mean score, then those the server's own
     * checks gave the lowest one, then the last.
     *
     * @param number how many of them
     */
    List<Output> worst(Lease lease, List<Output> drafts, int number) {
        if (number == 0) {
            return List.of();
        }
        var byAuditors = scores(lease, drafts);
        var byChecks = reports.checked(drafts.stream().map(Output::id).toList());
        Comparator<Output> order =
                Comparator.comparingDouble(draft -> byAuditors.getOrDefault(draft.id(), UNJUDGED));
        return drafts.reversed().stream()
                .sorted(
                        order.thenComparingDouble(
                                draft -> {
                                    var checked = byChecks.get(draft.id());
                                    return checked == null ? UNJUDGED : checked.report().score();
                                }))
                .limit(number)
                .toList();
    }

    /** Mean scores by draft, of the audits that saw exactly that text. */
    private Map<UUID, Double> scores(Lease lease, List<Output> drafts) {
        var seenBy =
                lease.visits().stream()
                        .collect(Collectors.toMap(Visit::id, Visit::inputOutputIds, (a, _) -> a));
        var given = verdicts.of(lease.run.id());
        var means = new HashMap<UUID, Double>();
        for (var draft : drafts) {
            given.stream()
                    .filter(
                            stored ->
                                    seenBy.getOrDefault(stored.visitId(), List.of())
                                            .contains(draft.id()))
                    .flatMap(stored -> stored.verdict().drafts().stream())
                    .filter(score -> score.draft().equals(draft.agent()))
                    .map(score -> score.score())
                    .filter(Objects::nonNull)
                    .mapToInt(Integer::intValue)
                    .average()
                    .ifPresent(mean -> means.put(draft.id(), mean));
        }
        return means;
    }
}
