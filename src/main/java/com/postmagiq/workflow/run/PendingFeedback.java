package com.postmagiq.workflow.run;

import java.util.List;

/**
 * What the next visit of a state has to change.
 *
 * @param text Markdown for the agent: verdicts or questions, then the person's words
 * @param human the person's own words among it
 */
public record PendingFeedback(String text, List<String> human) {
    public PendingFeedback {
        human = List.copyOf(human);
    }
}
