package com.postmagiq.workflow.verdict;

import com.postmagiq.workflow.config.State.Work;
import com.postmagiq.workflow.config.WorkflowConfig.Settings;

/** How many auditors must have given a verdict before a state may proceed. */
public final class Quorum {
    private Quorum() {}

    /** The state's own quorum, else the configuration's; all slots when neither names a number. */
    public static int of(Work work, Settings settings, int slots) {
        if (work.quorumAll()) {
            return slots;
        }
        var own = work.quorum() != null ? work.quorum() : settings.auditQuorum();
        return own == null ? slots : Math.clamp(own, 1, slots);
    }
}
