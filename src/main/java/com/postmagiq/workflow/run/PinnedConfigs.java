package com.postmagiq.workflow.run;

import com.postmagiq.workflow.config.WorkflowConfig;

/** The configuration a run is pinned to, as it is effective for its tier. */
public interface PinnedConfigs {
    WorkflowConfig effective(String contentHash, String tier);
}
