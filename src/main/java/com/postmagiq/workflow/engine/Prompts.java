package com.postmagiq.workflow.engine;

import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.Contract;
import com.postmagiq.agents.Route;
import com.postmagiq.agents.Task;
import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.agents.Usage;
import com.postmagiq.quality.Source;
import com.postmagiq.workflow.answer.AnswerReader;
import com.postmagiq.workflow.config.ContentHash;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.limits.Attempt;
import com.postmagiq.workflow.limits.NextAttempt;
import com.postmagiq.workflow.persona.Composed;
import com.postmagiq.workflow.persona.Contracts;
import com.postmagiq.workflow.persona.Persona;
import com.postmagiq.workflow.persona.Personas;
import com.postmagiq.workflow.persona.PlatformFacts;
import com.postmagiq.workflow.persona.PromptComposer;
import com.postmagiq.workflow.persona.VisitPrompts;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.StoredJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the request of a call out of the run: role, texts, feedback, and the same as data for
 * rule-based agents.
 */
@Component
class Prompts {
    private static final String CONTEXT_VARIABLE = "{context}";
    private static final int SHORT_MAX = 200;
    private static final int SHORT_MIN = 40;
    private static final int OBSERVATION_MIN = 150;

    /** A call that failed is not repeated with the same chance. */
    private static final long OTHER_SEED = 7919;

    private final VisitPrompts personas;
    private final Materials materials;
    private final StoredJson json;
    private final RandomGenerator random = new SecureRandom();

    Prompts(VisitPrompts personas, Materials materials, StoredJson json) {
        this.personas = personas;
        this.materials = materials;
        this.json = json;
    }

    static Contract contract(State.Asking state) {
        return switch (state.work().outputType()) {
            case REVIEW -> Contract.REVIEW;
            case PROCESSED -> Contract.PROCESSED;
            case DRAFT -> Contract.DRAFT;
            case AUDIT, FINAL_AUDIT -> Contract.AUDIT;
            case FINAL -> Contract.FINAL;
            case ANALYSIS, OTHER -> Contract.TEXT;
        };
    }

    /**
     * What was left out of a prompt to make it fit.
     *
     * @param turns earlier turns of the conversation, each with its answer
     * @param drafts lowest-ranked drafts
     * @param context tokens of prompt and answer the model takes at once; 0 where nothing limits
     *     them
     */
    record Trimmed(int turns, int drafts, int context) {
        boolean nothing() {
            return turns == 0 && drafts == 0;
        }
    }

    /**
     * A call's request before its row has an id.
     *
     * @param timeout wall time left
     * @param seed the same for the same call of the same visit
     */
    record Prepared(
            AgentDefinition agent,
            Composed composed,
            String user,
            Task task,
            Contract contract,
            Conversations.Conversation conversation,
            Duration timeout,
            String personaVersion,
            long seed,
            Trimmed cut) {
        private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
        private static final BigDecimal MOST = new BigDecimal("9999.9");

        AgentRequest request(UUID idempotencyKey) {
            var own = agent.systemPrompt();
            var messages = new ArrayList<>(conversation.messages());
            messages.add(new AgentRequest.Message(AgentRequest.Message.Role.USER, user));
            return new AgentRequest(
                    agent,
                    own == null || own.isBlank()
                            ? composed.system()
                            : own + "\n\n" + composed.system(),
                    messages,
                    task,
                    Contracts.schema(contract),
                    timeout,
                    idempotencyKey,
                    conversation.toolSession(),
                    seed);
        }

        String requestHash() {
            return composed.hash();
        }

        /** An upper bound of the prompt's tokens. */
        long worstCaseTokens() {
            return texts().mapToLong(TokenEstimate::worstCase).sum();
        }

        /** What the prompt probably takes. */
        long likelyTokens() {
            return texts().mapToLong(TokenEstimate::likely).sum();
        }

        private Stream<String> texts() {
            var own = Objects.requireNonNullElse(agent.systemPrompt(), "");
            return Stream.concat(
                    Stream.of(composed.system(), user, own),
                    conversation.messages().stream().map(AgentRequest.Message::text));
        }

        boolean tooLong() {
            return cut.context() > 0 && likelyTokens() + agent.maxTokens() > cut.context();
        }

        /**
         * @throws AgentFailure {@code CONTEXT_OVERFLOW} when nothing is left that could be left out
         */
        void checkFits() {
            if (tooLong()) {
                throw new AgentFailure(
                        AgentFailure.Kind.CONTEXT_OVERFLOW,
                        "A prompt of about %d tokens and an answer of up to %d do not fit into the %d that %s takes at once; shorten the texts, lower max_tokens, or choose a model with a larger context."
                                .formatted(
                                        likelyTokens(),
                                        agent.maxTokens(),
                                        cut.context(),
                                        agent.name()));
            }
        }

        Optional<Trimmed> trimmed() {
            return Optional.of(cut).filter(it -> !it.nothing());
        }

        /** How full the context was; by the prompt's estimate when nothing was counted. */
        @Nullable BigDecimal contextUsedPercent(Usage usage) {
            if (cut.context() == 0) {
                return null;
            }
            var used = usage.total() > 0 ? usage.total() : likelyTokens() + agent.maxTokens();
            return BigDecimal.valueOf(used)
                    .multiply(HUNDRED)
                    .divide(BigDecimal.valueOf(cut.context()), 1, RoundingMode.HALF_UP)
                    .min(MOST);
        }

        Prepared withoutOldestTurn() {
            return new Prepared(
                    agent,
                    composed,
                    user,
                    task,
                    contract,
                    conversation.withoutOldest(),
                    timeout,
                    personaVersion,
                    seed,
                    new Trimmed(cut.turns() + 1, cut.drafts(), cut.context()));
        }
    }

    /**
     * The request as it will be sent: where it would not fit the model's context, the oldest turns
     * of the conversation are left out, then the lowest-ranked drafts but one.
     *
     * @throws com.postmagiq.workflow.persona.PersonaUnavailable when the role cannot be had;
     *     nothing is called then
     */
    Prepared prepare(
            Lease lease,
            SlotRunner.Place place,
            AgentDefinition agent,
            Route route,
            NextAttempt.Ask ask,
            List<Invocation> history,
            Conversations.Conversation conversation,
            Duration timeout) {
        var parts = parts(lease, place.state(), place);
        var drafts = Materials.drafts(lease, place.visit());
        var fewer = ask.trim() ? drafts / 2 : 0;
        var talk = conversation;
        var cut = new Trimmed(0, fewer, route.isLlm() ? route.contextWindow() : 0);
        while (true) {
            var prepared = prepare(lease, place, parts, agent, ask, history, talk, timeout, cut);
            while (prepared.tooLong() && !prepared.conversation().messages().isEmpty()) {
                prepared = prepared.withoutOldestTurn();
            }
            if (!prepared.tooLong() || prepared.cut().drafts() >= drafts - 1) {
                return prepared;
            }
            talk = prepared.conversation();
            cut = new Trimmed(prepared.cut().turns(), cut.drafts() + 1, cut.context());
        }
    }

    private Prepared prepare(
            Lease lease,
            SlotRunner.Place place,
            Personas.Parts parts,
            AgentDefinition agent,
            NextAttempt.Ask ask,
            List<Invocation> history,
            Conversations.Conversation conversation,
            Duration timeout,
            Trimmed cut) {
        var state = place.state();
        var contract = contract(state);
        var persona = reworded(lease, parts.persona());
        var inputs = materials.of(lease, state, place.visit(), cut.drafts());
        var composed =
                PromptComposer.compose(
                        persona,
                        parts.rules(),
                        parts.voice(),
                        inputs,
                        context(lease, state),
                        place.visit().feedback().text(),
                        facts(lease),
                        random);
        var user = composed.user();
        if (ask.purpose() == Attempt.Purpose.REPAIR) {
            user = user + "\n\n" + repair(contract, history);
        }
        var task =
                new Task(
                        contract,
                        persona.slug(),
                        inputs,
                        lease.sources().stream().map(Source::text).toList(),
                        place.visit().feedback().text(),
                        place.visit().feedback().human(),
                        lease.shape(),
                        state.work().outputType().auditFamily() ? Audits.proceed(lease, state) : 0);
        return new Prepared(
                agent,
                composed,
                user,
                task,
                contract,
                conversation,
                timeout,
                versionOf(persona),
                place.visit().seed() + place.slot() + OTHER_SEED * history.size(),
                cut);
    }

    /** A fork or an experiment may try another text of a role. */
    private static Persona reworded(Lease lease, Persona persona) {
        var text = lease.run.otherPersonas().get(persona.slug());
        return text == null
                ? persona
                : new Persona(
                        persona.slug(),
                        persona.name(),
                        persona.description(),
                        text,
                        persona.needsRules(),
                        persona.needsVoice(),
                        persona.outputKind(),
                        persona.modelTier(),
                        persona.version());
    }

    private static String repair(Contract contract, List<Invocation> history) {
        var last = history.getLast();
        var schema = Contracts.schema(contract);
        return AnswerReader.reask(
                contract,
                Objects.requireNonNullElse(last.answer(), ""),
                List.of(Objects.requireNonNullElse(last.error(), "It could not be read.")),
                schema == null ? Contracts.instructions(contract) : schema);
    }

    private Personas.Parts parts(Lease lease, State.Asking state, SlotRunner.Place place) {
        var role = Roles.of(lease, state, place.persona());
        var visit = place.visit().id();
        var known = visit.equals(lease.enteredVisit) ? lease.enteredParts.get(role) : null;
        return known == null ? personas.of(visit, role) : known;
    }

    private String context(Lease lease, State.Asking state) {
        var constant = Objects.requireNonNullElse(state.work().context(), "");
        var missing = materials.missing(lease, state);
        var text =
                missing.isEmpty()
                        ? constant
                        : (constant + "\n\nNo draft came from: " + String.join(", ", missing) + ".")
                                .strip();
        if (state instanceof State.OrchestratorTask task && task.prompt() != null) {
            text =
                    (text + "\n\n" + task.prompt().replace(CONTEXT_VARIABLE, runContext(lease)))
                            .strip();
        }
        return text;
    }

    private String runContext(Lease lease) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("run_id", lease.run.id());
        context.put("state", lease.currentState);
        context.put("visit", lease.visitsOf(lease.currentState));
        context.put("transition_count", lease.counters.transitions());
        context.put("active_s", lease.counters.activeMillis() / 1000);
        context.put("total_cost_usd", lease.counters.costUsd());
        return json.write(context);
    }

    private static PlatformFacts facts(Lease lease) {
        var standard = PlatformFacts.LINKEDIN;
        var shape = Objects.requireNonNullElse(lease.shape(), "FULL");
        var min =
                switch (shape) {
                    case "SHORT" -> SHORT_MIN;
                    case "OBSERVATION" -> OBSERVATION_MIN;
                    default -> standard.minWords();
                };
        var max = shape.equals("SHORT") ? SHORT_MAX : standard.maxWords();
        return new PlatformFacts(
                platformName(lease.run.platform()),
                standard.language(),
                Optional.empty(),
                standard.elements(),
                min,
                max);
    }

    private static String platformName(String platform) {
        return switch (platform) {
            case "linkedin" -> "LinkedIn";
            case "x" -> "X";
            case "threads" -> "Threads";
            default -> platform;
        };
    }

    /** Changes with every version of the role; history shows which one was used. */
    private static String versionOf(Persona persona) {
        return persona.slug()
                + "@"
                + persona.version()
                + ":"
                + ContentHash.of(persona.template()).substring(0, 8);
    }
}
