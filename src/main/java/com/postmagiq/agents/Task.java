package com.postmagiq.agents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an agent, as data. Language models read the composed prompt instead; providers
 * that are not language models work from this.
 *
 * @param persona slug of the role
 * @param materials the texts to work on, in prompt order
 * @param sources every text facts may come from: the story first, then what people added
 * @param feedback what has to be changed since the last visit, newest last; empty on a first visit
 * @param humanFeedback the person's own words among it, newest last
 * @param shape the wanted narrative shape; null leaves the choice to the agent
 * @param proceedScore score from which an auditor lets a text pass, 1 to 10
 */
public record Task(
        Contract contract,
        String persona,
        List<Material> materials,
        List<String> sources,
        String feedback,
        List<String> humanFeedback,
        @Nullable String shape,
        int proceedScore) {

    public Task {
        materials = List.copyOf(materials);
        sources = List.copyOf(sources);
        humanFeedback = List.copyOf(humanFeedback);
    }
}
