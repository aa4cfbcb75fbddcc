package com.postmagiq.workflow.control;

import com.postmagiq.agents.Agents;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.budget.CostMeters;
import com.postmagiq.workflow.budget.MeterReading;
import com.postmagiq.workflow.config.ContentHash;
import com.postmagiq.workflow.config.CreditPrice;
import com.postmagiq.workflow.config.StateGraph;
import com.postmagiq.workflow.run.StoredJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says before a start what it will take, and holds that price for ten minutes. Credits are exact;
 * money comes from finished runs like it, or is computed.
 */
@Service
@Transactional
public class RunQuotes {
    private static final int MONEY_DIGITS = 6;
    private static final int SECOND_DIGITS = 1;

    private final Configurations configurations;
    private final CostForecast forecast;
    private final QuoteStore store;
    private final CostMeters meters;
    private final Agents agents;
    private final StoredJson json;
    private final Clock clock;

    RunQuotes(
            Configurations configurations,
            CostForecast forecast,
            QuoteStore store,
            CostMeters meters,
            Agents agents,
            StoredJson json,
            Clock clock) {
        this.configurations = configurations;
        this.forecast = forecast;
        this.store = store;
        this.meters = meters;
        this.agents = agents;
        this.json = json;
        this.clock = clock;
    }

    /** One line of the price. */
    @Schema(name = "QuoteItem")
    public record Item(String item, @Nullable String agent, int weight) {}

    /**
     * USD.
     *
     * @param expected the median of finished runs, or one visit of every state on the way forward
     * @param high their 90th percentile, or twice as much
     * @param worst every visit the limits allow at its worst, at most the run's cap
     * @param sampleSize how many runs the history has; 0 when computed
     */
    @Schema(name = "CostEstimate")
    public record Money(
            BigDecimal expected,
            BigDecimal high,
            BigDecimal worst,
            @Schema(allowableValues = {"history", "computed"}) String basis,
            int sampleSize) {}

    /** Seconds of work, without waiting for people. */
    @Schema(name = "DurationEstimate")
    public record Seconds(BigDecimal expected, BigDecimal high) {}

    /** A cap the run would count against. */
    @Schema(name = "QuoteCap")
    public record Cap(
            @Schema(
                            allowableValues = {
                                "run",
                                "workspace_day",
                                "workspace_month",
                                "installation_day",
                                "installation_month"
                            })
                    String scope,
            @Schema(allowableValues = {"usd", "credits"}) String unit,
            BigDecimal limit,
            BigDecimal spent,
            BigDecimal held,
            BigDecimal left) {}

    /**
     * What a run would cost.
     *
     * @param offline no language model takes part
     * @param costUsd absent without the right to see money
     * @param caps those in USD only with the right to see money
     * @param available whether every agent can be called now
     * @param wouldExceed whether the expected cost has no room under some cap of the workspace or
     *     the installation
     */
    public record Quote(
            UUID quoteId,
            Instant expiresAt,
            String configSlug,
            String configHash,
            String tier,
            int credits,
            List<Item> breakdown,
            List<Configurations.Unusable> unusableAgents,
            boolean offline,
            @Nullable Money costUsd,
            Seconds durationS,
            List<Cap> caps,
            boolean available,
            boolean wouldExceed) {}

    public Quote quote(StartRequest request, boolean money) {
        return quote(request, configurations.choose(request.config(), request.tier()), money);
    }

    /** For a configuration that was chosen already. */
    public Quote quote(StartRequest request, Configurations.Choice choice, boolean money) {
        var estimate = estimate(request, choice);
        var price = choice.price();
        return told(
                choice,
                new Terms(
                        price.total(),
                        items(choice),
                        Objects.requireNonNullElse(request.maxCredits(), price.total())),
                estimate.usd(),
                estimate.seconds(),
                estimate.cap(),
                money);
    }

    /**
     * What a run will likely take.
     *
     * @param cap USD it may cost at most
     */
    public record Estimate(Money usd, Seconds seconds, BigDecimal cap) {}

    /**
     * Works it out, keeping nothing.
     *
     * @throws ProblemException {@code run.cap_invalid}, {@code run.cap_below_quote} and what is
     *     wrong with the story
     */
    public Estimate estimate(StartRequest request, Configurations.Choice choice) {
        var story = StoryText.accept(request.story());
        StartChecks.checkCaps(request, choice);
        var path = StateGraph.of(choice.config()).forwardPath();
        var computed = forecast.expected(choice.config(), path, CostForecast.tokens(story));
        var history = store.history(choice.hash(), choice.slug(), choice.tier().slug());
        var cap =
                Objects.requireNonNullElse(
                        request.maxCostUsd(), choice.config().breaker().maxCostHard());
        var usd =
                history.map(
                                past ->
                                        new Money(
                                                usd(past.usd()),
                                                usd(past.highUsd()),
                                                forecast.worst(choice.config(), story).min(cap),
                                                "history",
                                                past.runs()))
                        .orElseGet(
                                () ->
                                        computed(
                                                computed.usd(),
                                                forecast.worst(choice.config(), story),
                                                cap));
        var seconds =
                history.map(
                                past ->
                                        new Seconds(
                                                seconds(past.seconds()),
                                                seconds(past.highSeconds())))
                        .orElseGet(
                                () ->
                                        new Seconds(
                                                seconds(computed.seconds()),
                                                seconds(2 * computed.seconds())));
        return new Estimate(usd, seconds, cap);
    }

    /**
     * What is charged.
     *
     * @param maxCredits what the run may cost at most, paid revisions included
     */
    record Terms(int credits, List<Item> breakdown, int maxCredits) {}

    /** Keeps the price and tells it. */
    Quote told(
            Configurations.Choice choice,
            Terms terms,
            Money usd,
            Seconds seconds,
            BigDecimal runCap,
            boolean money) {
        var readings = meters.readings();
        var id = Ids.next();
        var until = store.keep(id, fingerprint(choice, terms.breakdown()), clock.instant());
        return new Quote(
                id,
                until,
                choice.slug(),
                choice.hash(),
                choice.tier().slug(),
                terms.credits(),
                terms.breakdown(),
                choice.unusable(),
                choice.offline(),
                money ? usd : null,
                seconds,
                caps(terms, runCap, readings, money),
                choice.unusable().isEmpty(),
                readings.stream()
                        .map(MeterReading::left)
                        .filter(Objects::nonNull)
                        .anyMatch(left -> left.compareTo(usd.expected()) < 0));
    }

    /**
     * Makes sure that a price still holds.
     *
     * @throws ProblemException {@code run.quote_changed}
     */
    void confirm(UUID quoteId, Configurations.Choice choice, List<Item> breakdown) {
        confirm(quoteId, fingerprint(choice, breakdown));
    }

    private void confirm(UUID quoteId, String fingerprint) {
        var told = store.fingerprint(quoteId, clock.instant());
        if (told.isEmpty() || !told.get().equals(fingerprint)) {
            throw new ProblemException(
                    RunProblem.QUOTE_CHANGED,
                    told.isEmpty()
                            ? "This price is unknown or older than %d minutes; ask for a new one and start with it."
                                    .formatted(QuoteStore.HOLDS.toMinutes())
                            : "The configuration, its tier, its weights or a model's price has changed since the price was told; ask for a new one and start with it.");
        }
    }

    /**
     * A price for several configurations together.
     *
     * @param id to start with
     * @param until it holds
     */
    public record Kept(UUID id, Instant until) {}

    /**
     * Keeps the price of something that uses these configurations.
     *
     * @param about what else the price follows from
     */
    public Kept keep(List<Configurations.Choice> choices, String about) {
        var id = Ids.next();
        return new Kept(id, store.keep(id, fingerprint(choices, about), clock.instant()));
    }

    /**
     * Makes sure that such a price still holds.
     *
     * @throws ProblemException {@code run.quote_changed}
     */
    public void confirm(UUID quoteId, List<Configurations.Choice> choices, String about) {
        confirm(quoteId, fingerprint(choices, about));
    }

    private String fingerprint(List<Configurations.Choice> choices, String about) {
        return ContentHash.of(
                choices.stream()
                        .map(choice -> fingerprint(choice, items(choice)))
                        .collect(Collectors.joining("\n", "", "\n" + about)));
    }

    /** Without a history: likely twice as much at most, and never more than the cap. */
    static Money computed(BigDecimal expected, BigDecimal worst, BigDecimal cap) {
        return new Money(
                usd(expected).min(cap),
                usd(expected.add(expected)).min(cap),
                usd(worst).min(cap),
                "computed",
                0);
    }

    static List<Item> items(Configurations.Choice choice) {
        return choice.price().breakdown().stream().map(RunQuotes::item).toList();
    }

    static Item item(CreditPrice.Item item) {
        return new Item(item.item(), item.agent().orElse(null), item.weight());
    }

    /** Of everything a price follows from. */
    private String fingerprint(Configurations.Choice choice, List<Item> breakdown) {
        var prices = new TreeMap<String, String>();
        choice.config()
                .agents()
                .forEach(
                        (name, agent) -> {
                            var route = agents.route(agent);
                            prices.put(
                                    name,
                                    "%s %s %s"
                                            .formatted(
                                                    route.model(),
                                                    route.price().input().stripTrailingZeros(),
                                                    route.price().output().stripTrailingZeros()));
                        });
        return ContentHash.of(
                json.write(
                        Map.of(
                                "config", choice.hash(),
                                "tier", choice.tier().slug(),
                                "breakdown", breakdown.toString(),
                                "prices", prices.toString())));
    }

    private static List<Cap> caps(
            Terms terms, BigDecimal runCap, List<MeterReading> readings, boolean money) {
        var caps = new ArrayList<Cap>();
        var credits = BigDecimal.valueOf(terms.maxCredits());
        caps.add(new Cap("run", "credits", credits, BigDecimal.ZERO, BigDecimal.ZERO, credits));
        if (money) {
            caps.add(new Cap("run", "usd", runCap, BigDecimal.ZERO, BigDecimal.ZERO, runCap));
            for (var reading : readings) {
                var limit = reading.cap();
                var left = reading.left();
                if (limit != null && left != null) {
                    caps.add(
                            new Cap(
                                    reading.meter().code(),
                                    "usd",
                                    limit,
                                    reading.spent(),
                                    reading.held(),
                                    left));
                }
            }
        }
        return caps;
    }

    private static BigDecimal usd(BigDecimal amount) {
        return amount.setScale(MONEY_DIGITS, RoundingMode.HALF_UP);
    }

    static BigDecimal seconds(double amount) {
        return BigDecimal.valueOf(amount).setScale(SECOND_DIGITS, RoundingMode.HALF_UP);
    }
}
