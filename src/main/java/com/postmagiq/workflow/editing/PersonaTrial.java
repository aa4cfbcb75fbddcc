package com.postmagiq.workflow.editing;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.Material;
import com.postmagiq.agents.Price;
import com.postmagiq.agents.Task;
import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.answer.AnswerReader;
import com.postmagiq.workflow.answer.ReadAnswer;
import com.postmagiq.workflow.budget.PaidCalls;
import com.postmagiq.workflow.config.CreditPrice;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.control.Configurations;
import com.postmagiq.workflow.control.StoryText;
import com.postmagiq.workflow.engine.RunCredits;
import com.postmagiq.workflow.persona.Contracts;
import com.postmagiq.workflow.persona.OwnPersonas;
import com.postmagiq.workflow.persona.Persona;
import com.postmagiq.workflow.persona.PersonaProblem;
import com.postmagiq.workflow.persona.Personas;
import com.postmagiq.workflow.persona.PlatformFacts;
import com.postmagiq.workflow.persona.PromptComposer;
import com.postmagiq.workflow.persona.SystemPersonas;
import com.postmagiq.workflow.persona.Voices;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Shows what a persona's prompt is made of, and what an agent answers to it. Stores nothing. */
@Service
public class PersonaTrial {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int PASSING_SCORE = 7;
    private static final String HIDDEN_MARK = "mark-…";

    private final OwnPersonas own;
    private final SystemPersonas system;
    private final Personas personas;
    private final Voices voices;
    private final Configurations configurations;
    private final Agents agents;
    private final RunCredits credits;
    private final PaidCalls money;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    PersonaTrial(
            OwnPersonas own,
            SystemPersonas system,
            Personas personas,
            Voices voices,
            Configurations configurations,
            Agents agents,
            RunCredits credits,
            PaidCalls money,
            Clock clock) {
        this.own = own;
        this.system = system;
        this.personas = personas;
        this.voices = voices;
        this.configurations = configurations;
        this.agents = agents;
        this.credits = credits;
        this.money = money;
        this.clock = clock;
    }

    /**
     * A piece of a prompt.
     *
     * @param version of the stored text; 0 for what is none
     * @param tokens estimated
     */
    @Schema(name = "PromptPart")
    public record Part(String kind, String slug, int version, String text, long tokens) {}

    /** A prompt without the texts of a run. */
    @Schema(name = "PersonaPreview")
    public record Preview(List<Part> parts, long tokens) {}

    /**
     * What an agent answered.
     *
     * @param valid whether the answer has the form the persona must answer in
     * @param errors what is wrong with that form
     * @param cleanups what was taken off the text, by code
     * @param credits what it counts
     * @param costUsd absent for readers who may not see money
     */
    @Schema(name = "PersonaTest")
    public record Outcome(
            String agent,
            String provider,
            String model,
            boolean isLlm,
            String answer,
            boolean valid,
            List<String> errors,
            List<String> cleanups,
            List<String> notes,
            long inputTokens,
            long outputTokens,
            boolean estimated,
            int credits,
            @Nullable BigDecimal costUsd,
            double durationS) {}

    /** The prompt of a persona as it would be after a wish. */
    Preview preview(String slug, PersonaWish wish) {
        var parts = parts(slug, wish);
        var shown = new ArrayList<Part>();
        for (var it :
                PromptComposer.sections(
                        parts.persona(), parts.rules(), parts.voice(), PlatformFacts.LINKEDIN)) {
            shown.add(
                    new Part(
                            it.kind(),
                            it.slug(),
                            it.version(),
                            it.text().replace(parts.persona().canary(), HIDDEN_MARK),
                            TokenEstimate.likely(it.text())));
        }
        return new Preview(shown, shown.stream().mapToLong(Part::tokens).sum());
    }

    private Personas.Parts parts(String slug, PersonaWish wish) {
        var shipped = system.find(slug);
        var row = own.find(slug);
        var base =
                row.map(OwnPersonas.Row::persona)
                        .or(() -> shipped)
                        .orElseThrow(() -> PersonaEditing.unknown(slug));
        var wanted = wish.voice();
        var voice =
                wanted == null ? row.map(OwnPersonas.Row::voice).orElse(null) : emptyToNull(wanted);
        return personas.parts(
                wish.applied(slug, base, shipped, voices),
                row.isPresent() ? Personas.Source.OWN : Personas.Source.SYSTEM,
                voice);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /**
     * Asks one agent once, in the role of a persona as it would be after a wish. May take two
     * minutes; holds no transaction.
     *
     * @param text what is judged or merged, for personas that work on a finished text
     * @param config whose agents are asked; null takes the workspace's
     * @param seesMoney whether the caller may see costs
     * @throws ProblemException {@code agent.unavailable}, {@code persona.invalid}, {@code
     *     budget.exceeded}
     */
    Outcome test(
            String slug,
            PersonaWish wish,
            String story,
            @Nullable String text,
            @Nullable String config,
            boolean seesMoney) {
        var source = StoryText.accept(story);
        var parts = parts(slug, wish);
        var persona = parts.persona();
        var inputs = inputs(persona, source, text);
        var choice = configurations.choose(config, null);
        var agent = agent(choice.config(), persona);
        var route = agents.route(agent);
        var reason = route.unavailableReason();
        if (reason != null) {
            throw new ProblemException(RunProblem.AGENT_UNAVAILABLE, reason);
        }
        var composed =
                PromptComposer.compose(
                        persona,
                        parts.rules(),
                        parts.voice(),
                        inputs,
                        "",
                        "",
                        PlatformFacts.LINKEDIN,
                        random);
        var contract = persona.outputKind();
        var request =
                new AgentRequest(
                        agent,
                        composed.system(),
                        List.of(
                                new AgentRequest.Message(
                                        AgentRequest.Message.Role.USER, composed.user())),
                        new Task(
                                contract,
                                slug,
                                inputs,
                                List.of(source),
                                "",
                                List.of(),
                                null,
                                PASSING_SCORE),
                        Contracts.schema(contract),
                        shorter(choice.config().settings().timeoutPerAgent()),
                        Ids.next());
        var begun = clock.instant();
        var worst =
                TokenEstimate.worstCase(composed.system())
                        + TokenEstimate.worstCase(composed.user());
        var answer = ask(agent, request, route.price(), worst);
        var usage = answer.usage();
        var content = composed.leakedBy(answer.content()) ? "" : answer.content();
        var read = AnswerReader.read(contract, content, answer.truncated(), null);
        return new Outcome(
                agent.name(),
                route.provider(),
                answer.modelReported(),
                route.isLlm(),
                content,
                !(read instanceof ReadAnswer.Malformed),
                read instanceof ReadAnswer.Malformed(var errors) ? errors : List.of(),
                cleanups(read),
                answer.notes(),
                usage.input(),
                usage.output(),
                usage.estimated(),
                CreditPrice.weight(choice.config(), agent.name(), credits::free),
                seesMoney ? route.price().of(usage.input(), usage.output()) : null,
                Duration.between(begun, clock.instant()).toMillis() / 1000.0);
    }

    private AgentAnswer ask(
            AgentDefinition agent, AgentRequest request, Price price, long worstInput) {
        var booked = money.book(price.of(worstInput, agent.maxTokens()));
        try {
            var answer = agents.agent(agent).ask(request, DeltaListener.NONE);
            money.settle(booked, price.of(answer.usage().input(), answer.usage().output()));
            return answer;
        } catch (AgentFailure failure) {
            money.settle(booked, price.of(failure.usage().input(), failure.usage().output()));
            throw new ProblemException(
                            RunProblem.AGENT_UNAVAILABLE,
                            "Agent %s gave no answer: %s"
                                    .formatted(agent.name(), failure.getMessage()))
                    .with("kind", failure.kind().code());
        }
    }

    private static Duration shorter(Duration timeout) {
        return timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    }

    private static List<String> cleanups(ReadAnswer read) {
        return switch (read) {
            case ReadAnswer.Prose(_, var cleanups) -> cleanups;
            case ReadAnswer.Processed(_, _, var cleanups) -> cleanups;
            case ReadAnswer.Review _,
                    ReadAnswer.Audit _,
                    ReadAnswer.Detector _,
                    ReadAnswer.Malformed _ ->
                    List.of();
        };
    }

    private static List<Material> inputs(Persona persona, String story, @Nullable String text) {
        var inputs = new ArrayList<Material>();
        inputs.add(new Material("input/story_input.md", Material.Kind.STORY, "Story", null, story));
        var judging =
                switch (persona.outputKind()) {
                    case AUDIT, FINAL, DETECTOR -> true;
                    case REVIEW, PROCESSED, DRAFT, TEXT -> false;
                };
        if (text != null && !text.isBlank()) {
            inputs.add(
                    new Material(
                            "drafts/sample.md",
                            Material.Kind.DRAFT,
                            "Draft A",
                            null,
                            text.strip()));
        } else if (judging) {
            throw new ProblemException(
                            PersonaProblem.INVALID,
                            "'%s' works on a finished text; send one as 'text' beside the story."
                                    .formatted(persona.slug()))
                    .with(
                            "errors",
                            List.of(
                                    Map.of(
                                            "field",
                                            "text",
                                            "code",
                                            "required",
                                            "message",
                                            "must be given for this persona")));
        }
        return inputs;
    }

    /** The agent that has this role in the configuration, else the first that has any. */
    private static AgentDefinition agent(WorkflowConfig config, Persona persona) {
        var roles = new ArrayList<State.Slot>();
        for (var state : config.states().values()) {
            switch (state) {
                case State.Single it -> roles.add(new State.Slot(it.agent(), it.persona()));
                case State.OrchestratorTask it ->
                        roles.add(new State.Slot(it.agent(), it.persona()));
                case State.FanOut it -> roles.addAll(it.slots());
                case State.Initial _, State.HumanApproval _, State.Terminal _ -> {}
            }
        }
        var found =
                roles.stream()
                        .filter(
                                slot ->
                                        slot.persona() != null
                                                && persona.slug()
                                                        .equals(
                                                                config.personas()
                                                                        .getOrDefault(
                                                                                slot.persona(),
                                                                                slot.persona())))
                        .findFirst()
                        .or(() -> roles.stream().findFirst());
        return found.map(slot -> config.agents().get(slot.agent()))
                .flatMap(Optional::ofNullable)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        RunProblem.AGENT_UNAVAILABLE,
                                        "The configuration asks no agent; choose another one."));
    }
}
