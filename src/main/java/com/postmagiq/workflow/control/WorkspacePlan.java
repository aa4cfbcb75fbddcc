package com.postmagiq.workflow.control;

import org.springframework.stereotype.Component;

/**
 * The subscription tier of the bound workspace. There are no plans yet, so every workspace is
 * self-hosted and may use everything; this is the one place that will ask the subscription.
 */
@Component
public class WorkspacePlan {

    /** Such as {@code team}; see {@code WorkflowTier} for the order. */
    public String tier() {
        return "self_hosted";
    }
}
