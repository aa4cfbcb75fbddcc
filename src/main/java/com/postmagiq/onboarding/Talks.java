package com.postmagiq.onboarding;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.GivenText;
import com.postmagiq.workflow.answer.JsonFinder;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Talks that lead to a plan. What somebody says is stored before a model is asked, and no
 * transaction is open while it thinks.
 */
@Service
class Talks {
    private static final int MOST_TURNS = 20;
    private static final int FEWEST_TURNS = 2;
    private static final int LONGEST_ANSWER = 4000;
    private static final int USUAL_POSTS_PER_WEEK = 3;

    private final StoredTalks conversations;
    private final Advisor advisor;
    private final LocalTalk local;
    private final Planner planner;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    Talks(
            StoredTalks conversations,
            Advisor advisor,
            LocalTalk local,
            Planner planner,
            TransactionTemplate transaction,
            JsonMapper json,
            Clock clock) {
        this.conversations = conversations;
        this.advisor = advisor;
        this.local = local;
        this.planner = planner;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /** What an answer of a model to a turn says. */
    private record Reply(String message, boolean ready, Map<String, Object> extracted) {}

    /**
     * The person's open talk of a kind, or a new one with its first question.
     *
     * @param mode deep or chat
     * @param restart leaves an open one behind
     */
    Conversation begin(Actor actor, String mode, boolean restart) {
        try {
            return write(() -> begun(actor, mode, restart));
        } catch (DuplicateKeyException _) {
            // Begun in another window at the same moment.
            return write(() -> conversations.open(actor.userId(), mode).orElseThrow());
        }
    }

    private Conversation begun(Actor actor, String mode, boolean restart) {
        if (restart) {
            conversations.abandonOpen(actor.userId(), mode);
        }
        return conversations
                .open(actor.userId(), mode)
                .orElseGet(
                        () -> {
                            var now = clock.instant();
                            var talk =
                                    Conversation.begin(Ids.next(), mode, now)
                                            .said(local.first(mode), now);
                            conversations.insert(actor.userId(), talk);
                            return conversations.get(actor.userId(), talk.id());
                        });
    }

    /**
     * @throws ProblemException {@code not_found}
     */
    Conversation get(Actor actor, UUID id) {
        return write(() -> conversations.get(actor.userId(), id));
    }

    /**
     * Takes one turn of the person and answers it.
     *
     * @param message null only with {@code enough}
     * @param enough ends the questions: a plan can be made of what there is
     * @throws ProblemException {@code not_found}, {@code onboarding.conversation_closed}, {@code
     *     onboarding.turn_limit}, {@code required_field}
     */
    Conversation hear(Actor actor, UUID id, @Nullable String message, boolean enough) {
        var heard = change(actor, id, talk -> heard(talk, message, enough));
        if (enough) {
            return heard;
        }
        var advice =
                advisor.ask(
                        heard.mode().equals(Conversation.DEEP) ? Prompts.DEEP : Prompts.CHAT,
                        Planner.turns(heard.messages()),
                        answer -> Optional.of(read(answer)));
        return change(
                actor,
                id,
                talk ->
                        advice.value()
                                .map(reply -> answered(talk, reply))
                                .orElseGet(() -> local.answered(talk, heard, clock.instant()))
                                .used(advice.used()));
    }

    private Conversation heard(Conversation talk, @Nullable String message, boolean enough) {
        var words =
                enough ? GivenText.of("message", message) : GivenText.required("message", message);
        if (words != null && talk.userTurns() >= MOST_TURNS) {
            throw new ProblemException(
                    OnboardingProblem.TURN_LIMIT,
                    "A conversation has %d answers at most; make a plan of it, or begin another one."
                            .formatted(MOST_TURNS));
        }
        var now = clock.instant();
        var heard = words == null ? talk : talk.heard(words, now);
        return enough ? heard.enough().said(local.enough(), now) : heard;
    }

    private Conversation answered(Conversation talk, Reply reply) {
        return talk.said(reply.message(), clock.instant())
                .understood(
                        Checklist.merged(talk.extracted(), talk.edited(), reply.extracted()),
                        reply.ready());
    }

    /** A model that forgets the form has asked its question all the same. */
    private Reply read(String answer) {
        return JsonFinder.find(answer, List.of("message"))
                .filter(found -> !found.path("message").asString("").isBlank())
                .map(
                        found ->
                                new Reply(
                                        cut(found.path("message").asString()),
                                        found.path("ready").asBoolean(false),
                                        found.path("extracted") instanceof ObjectNode values
                                                ? values(values)
                                                : Map.of()))
                .orElseGet(() -> new Reply(cut(answer), false, Map.of()));
    }

    @SuppressWarnings("unchecked") // names of a JSON object are texts
    private Map<String, Object> values(ObjectNode node) {
        return json.convertValue(node, LinkedHashMap.class);
    }

    private static String cut(String text) {
        return Words.cut(text.replace("\0", "").strip(), LONGEST_ANSWER);
    }

    /**
     * Corrects what a talk has brought.
     *
     * @param wish values by name; null takes one away. No model changes them any more.
     * @throws ProblemException {@code not_found}, {@code onboarding.conversation_closed}, {@code
     *     unknown_field}, {@code validation_failed}
     */
    Conversation correct(Actor actor, UUID id, Map<String, @Nullable Object> wish) {
        return change(
                actor,
                id,
                talk -> {
                    var edited = new TreeSet<>(talk.edited());
                    edited.addAll(wish.keySet());
                    return talk.corrected(
                            Checklist.edited(talk.extracted(), wish), List.copyOf(edited));
                });
    }

    /**
     * Makes a plan of what was said so far.
     *
     * @param postsPerWeek null takes what the talk has brought
     * @param weeks for a chat: how long the plan shall reach; null takes what the talk has brought
     * @throws ProblemException {@code not_found}, {@code onboarding.conversation_closed}, {@code
     *     onboarding.not_enough_input}
     */
    Conversation plan(
            Actor actor,
            UUID id,
            String style,
            @Nullable Integer postsPerWeek,
            @Nullable Integer weeks) {
        var talk = get(actor, id);
        requireGoingOn(talk);
        if (talk.userTurns() < FEWEST_TURNS && !talk.forced()) {
            throw new ProblemException(
                    OnboardingProblem.NOT_ENOUGH_INPUT,
                    "Answer at least %d questions first, or say that it is enough."
                            .formatted(FEWEST_TURNS));
        }
        var pace = number(talk, "posts_per_week", postsPerWeek);
        var perWeek = pace == null ? USUAL_POSTS_PER_WEEK : pace;
        var made =
                planner.plan(
                        planner.wish(
                                talk, style, perWeek, number(talk, "series_length_weeks", weeks)));
        var choices = Map.<String, Object>of("content_style", style, "posts_per_week", perWeek);
        return change(
                actor,
                id,
                now -> now.planned(made.plan(), made.source(), choices).used(made.used()));
    }

    private static @Nullable Integer number(
            Conversation talk, String name, @Nullable Integer given) {
        return given == null && talk.extracted().get(name) instanceof Integer known ? known : given;
    }

    private Conversation change(Actor actor, UUID id, UnaryOperator<Conversation> work) {
        return write(
                () -> {
                    var talk = conversations.locked(actor.userId(), id);
                    requireGoingOn(talk);
                    conversations.save(work.apply(talk));
                    return conversations.get(actor.userId(), id);
                });
    }

    private static void requireGoingOn(Conversation talk) {
        if (talk.ended()) {
            throw new ProblemException(
                    OnboardingProblem.CONVERSATION_CLOSED,
                    "This conversation is %s; begin another one.".formatted(talk.status()));
        }
    }

    private Conversation write(Supplier<Conversation> work) {
        return Objects.requireNonNull(transaction.execute(_ -> work.get()));
    }
}
