package com.postmagiq.workflow.history;

import com.postmagiq.quality.Finding;
import com.postmagiq.workflow.run.Reports;
import java.util.ArrayList;
import java.util.List;

/**
 * Findings of two texts beside each other. One is the same in both when check and passage are;
 * those a person set aside count in neither.
 *
 * @param fixed only in the first text
 * @param added only in the second
 * @param same in both, as they stand in the second
 */
public record FindingChanges(List<Finding> fixed, List<Finding> added, List<Finding> same) {
    public static FindingChanges between(Reports.Checked before, Reports.Checked after) {
        var fixed = new ArrayList<>(standing(before));
        var added = new ArrayList<Finding>();
        var same = new ArrayList<Finding>();
        for (var finding : standing(after)) {
            var known = fixed.stream().filter(other -> alike(other, finding)).findFirst();
            known.ifPresent(fixed::remove);
            (known.isPresent() ? same : added).add(finding);
        }
        return new FindingChanges(fixed, added, same);
    }

    private static List<Finding> standing(Reports.Checked checked) {
        return checked.report().findings().stream()
                .filter(finding -> !checked.dismissed().contains(Reports.Dismissed.of(finding)))
                .toList();
    }

    private static boolean alike(Finding one, Finding other) {
        return one.check().equals(other.check()) && one.text().equals(other.text());
    }
}
