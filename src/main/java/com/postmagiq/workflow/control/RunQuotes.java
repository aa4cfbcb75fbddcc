package com.postmagiq.workflow.control;

import com.postmagiq.agents.Agents;
import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.workflow.config.ArtefactNames;
import com.postmagiq.workflow.config.CreditPrice;
import com.postmagiq.workflow.config.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says before a start what it will take. The money is computed from the texts' lengths; credits are
 * exact.
 */
@Component
public class RunQuotes {
    /** Usual length of an answer in words, and tokens a word. */
    private static final int POST_WORDS = 350;

    private static final int JUDGEMENT_WORDS = 300;
    private static final double TOKENS_PER_WORD = 1.4;

    /** What role, rules and voice add to each prompt. */
    private static final long ROLE_TOKENS = 1500;

    private final Configurations configurations;
    private final Agents agents;

    RunQuotes(Configurations configurations, Agents agents) {
        this.configurations = configurations;
        this.agents = agents;
    }

    /** One line of the price. */
    @Schema(name = "QuoteItem")
    public record Item(String item, @Nullable String agent, int weight) {}

    /** USD: what is likely, twice that, and the cap nothing passes. */
    @Schema(name = "CostEstimate")
    public record Money(BigDecimal expected, BigDecimal high, BigDecimal worst) {}

    /**
     * What a run would cost.
     *
     * @param offline no language model takes part
     * @param costUsd absent without the right to see money
     */
    public record Quote(
            String configSlug,
            String configHash,
            String tier,
            int credits,
            List<Item> breakdown,
            List<Configurations.Unusable> unusableAgents,
            boolean offline,
            @Nullable Money costUsd) {}

    public Quote quote(StartRequest request, boolean money) {
        return quote(request, configurations.choose(request.config(), request.tier()), money);
    }

    /** For a configuration that was chosen already. */
    public Quote quote(StartRequest request, Configurations.Choice choice, boolean money) {
        var story = StoryText.accept(request.story());
        return new Quote(
                choice.slug(),
                choice.hash(),
                choice.tier().slug(),
                choice.price().total(),
                choice.price().breakdown().stream().map(RunQuotes::item).toList(),
                choice.unusable(),
                choice.offline(),
                money ? money(choice, story, request.maxCostUsd()) : null);
    }

    private static Item item(CreditPrice.Item item) {
        return new Item(item.item(), item.agent().orElse(null), item.weight());
    }

    private Money money(Configurations.Choice choice, String story, @Nullable BigDecimal cap) {
        var expected = BigDecimal.ZERO;
        var texts = TokenEstimate.likely(story);
        for (var state : choice.config().states().values()) {
            if (state instanceof State.Asking asking) {
                var output = tokens(asking);
                for (var name : ArtefactNames.agents(asking)) {
                    var agent = choice.config().agents().get(name);
                    if (agent != null) {
                        expected =
                                expected.add(
                                        agents.route(agent)
                                                .price()
                                                .of(ROLE_TOKENS + texts, output));
                    }
                }
                texts += output * ArtefactNames.agents(asking).size();
            }
        }
        var worst = Objects.requireNonNullElse(cap, choice.config().breaker().maxCostHard());
        return new Money(expected.min(worst), expected.add(expected).min(worst), worst);
    }

    private static long tokens(State.Asking state) {
        var words =
                switch (state.work().outputType()) {
                    case DRAFT, FINAL -> POST_WORDS;
                    case REVIEW, PROCESSED, AUDIT, FINAL_AUDIT, ANALYSIS, OTHER -> JUDGEMENT_WORDS;
                };
        return Math.round(words * TOKENS_PER_WORD);
    }
}
