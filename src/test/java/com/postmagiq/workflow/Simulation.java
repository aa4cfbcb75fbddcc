package com.postmagiq.workflow;

import com.postmagiq.agents.Agent;
import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.Contract;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.Usage;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.control.DecisionRequest;
import com.postmagiq.workflow.control.StartRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One run of the real engine on the real database, whose clock, agents, persons and accidents are
 * made up from a seed. Between any two steps it looks whether what must always hold does hold.
 */
final class Simulation implements Agent {
    /** A node that is gone in the middle of a call: nothing catches this, nothing is cleaned up. */
    static final class NodeDied extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final Instant BEGINNING = Instant.parse("2026-01-05T08:00:00Z");
    private static final int LONGEST = 300;
    private static final int PATIENT_DECISIONS = 15;
    private static final int MOST_RETRIES = 2;
    private static final Pattern WORD = Pattern.compile("zqword[a-z]+");
    private static final String INVENTION = " In 1987 the insurance paid us 91,000 dollars for it.";

    private final SimulatedNode node;
    private final Newsroom room;
    private final Random chance;
    private final List<String> trace = new ArrayList<>();

    /** In which visits an auditor's words were told to a writer. */
    private final Map<String, List<String>> toldIn = new HashMap<>();

    private UUID run = new UUID(0, 0);
    private Instant now = BEGINNING;
    private int words;
    private int decisions;
    private int retries;
    private boolean takenOver;
    private @Nullable RunRow last;

    /** The run's row, as far as anything is asserted of it. */
    record RunRow(
            String status,
            String currentState,
            int transitions,
            long activeMs,
            BigDecimal cost,
            BigDecimal held,
            BigDecimal maxCost,
            long lastSeq,
            long fence,
            int open) {
        boolean ended() {
            return List.of("complete", "halted", "failed", "aborted").contains(status);
        }
    }

    /** An open question. */
    record Question(UUID id, List<String> options) {}

    Simulation(SimulatedNode node, Newsroom room, long seed) {
        this.node = node;
        this.room = room;
        this.chance = new Random(seed);
    }

    Instant now() {
        return now;
    }

    /** Everything that happened, without ids and times. */
    List<String> play(String config, int hardTransitions) {
        run =
                node.start(
                        new StartRequest(
                                room.story(),
                                null,
                                config,
                                null,
                                null,
                                "SHORT",
                                chance.nextInt(6) == 0,
                                chance.nextInt(4) == 0,
                                false,
                                chance.nextInt(4) == 0 ? new BigDecimal("0.06") : null));
        for (var turns = 0; ; turns++) {
            var row = look(hardTransitions);
            if (row.ended() && !startsAgain(row)) {
                stays(row);
                node.assertHistory(run);
                trace.addAll(node.history(run));
                trace.add("%s in %s".formatted(row.status, row.currentState));
                return trace;
            }
            expect(turns < LONGEST, "The run neither ends nor waits: " + row);
            if (!row.ended()) {
                goOn(row);
            }
        }
    }

    private void goOn(RunRow row) {
        switch (row.status) {
            case "queued", "running" -> {
                var due = node.due(run);
                now = due.isAfter(now) ? due : now;
                try {
                    node.advance(run);
                } catch (NodeDied _) {
                    trace.add("the node died");
                }
            }
            case "paused" -> {
                pass(Duration.ofDays(2));
                if (chance.nextInt(20) == 0) {
                    command("abort");
                } else {
                    command(chance.nextInt(4) == 0 ? "step" : "resume");
                }
            }
            case "awaiting_human" -> {
                pass(Duration.ofDays(3));
                decide();
            }
            default -> throw failure("Not a status: " + row);
        }
    }

    private void decide() {
        var question = node.question(run);
        decisions++;
        var option =
                decisions > PATIENT_DECISIONS
                        ? "approved"
                        : question.options.get(chance.nextInt(question.options.size()));
        if (option.equals("abort") && chance.nextInt(4) > 0) {
            option = "approved";
        }
        var text = option.equals("feedback") ? "Say it in fewer words, please." : null;
        trace.add("decided " + option + " of " + question.options);
        try {
            node.decide(run, new DecisionRequest(question.id, option, text, null, null, false));
        } catch (ProblemException e) {
            trace.add("refused " + e.getMessage());
            expect(!option.equals("approved"), "Nothing can be decided: " + e.getMessage());
        }
    }

    private void command(String name) {
        trace.add("told to " + name);
        node.command(run, name);
    }

    private boolean startsAgain(RunRow row) {
        if (List.of("halted", "failed").contains(row.status)
                && retries < MOST_RETRIES
                && chance.nextInt(3) == 0) {
            retries++;
            try {
                command("retry");
                // The visit that went wrong is repeated with all that it was told.
                toldIn.clear();
                return true;
            } catch (ProblemException e) {
                trace.add("refused " + e.getMessage());
            }
        }
        return false;
    }

    /** Counters never go back, hard limits are never passed, one question is open or none. */
    private RunRow look(int hardTransitions) {
        var row = node.row(run);
        var before = last;
        if (before != null) {
            expect(row.transitions >= before.transitions, "Transitions went back: " + row);
            expect(row.activeMs >= before.activeMs, "Working time went back: " + row);
            expect(row.cost.compareTo(before.cost) >= 0, "Cost went back: " + row);
            expect(row.lastSeq >= before.lastSeq, "Events went back: " + row);
            expect(row.fence >= before.fence, "The fence went back: " + row);
        }
        expect(row.transitions <= hardTransitions, "Too many transitions: " + row);
        expect(row.cost.compareTo(row.maxCost) <= 0, "Too expensive: " + row);
        expect(
                row.open == (row.status.equals("awaiting_human") ? 1 : 0),
                "Not the right number of open questions: " + row);
        last = row;
        return row;
    }

    /** Whoever wakes an ended run changes nothing. */
    private void stays(RunRow row) {
        pass(Duration.ofDays(1));
        node.advance(run);
        expect(node.row(run).equals(row), "An ended run changed: " + node.row(run));
    }

    @Override
    public AgentAnswer ask(AgentRequest request, DeltaListener onDelta) {
        pass(Duration.ofSeconds(20));
        listen(request);
        switch (chance.nextInt(60)) {
            case 0 -> throw new NodeDied();
            case 1, 2 -> node.command(run, "pause");
            case 3 -> takeOver();
            case 4 -> throw new AgentFailure(AgentFailure.Kind.BAD_REQUEST, "Made up.");
            case 5 -> throw new AgentFailure(AgentFailure.Kind.CONTENT_FILTERED, "Made up.");
            case 6, 7 ->
                    // Longer than what is waited for in place: virtual time passes in the queue.
                    throw new AgentFailure(
                            AgentFailure.Kind.RATE_LIMITED,
                            "Made up.",
                            Duration.ofSeconds(11 + chance.nextInt(30)),
                            Usage.NONE);
            case 8, 9, 10 -> {
                return answer("I am sorry, but I cannot help with that.");
            }
            default -> {
                // It answers.
            }
        }
        return answer(text(request.task().contract()));
    }

    /** While this node's call is under way another one takes the run, as if this one had died. */
    private void takeOver() {
        if (takenOver) {
            return;
        }
        takenOver = true;
        trace.add("taken over");
        node.advanceElsewhere(run);
        takenOver = false;
    }

    private String text(Contract contract) {
        return switch (contract) {
            case REVIEW, AUDIT -> verdict();
            case PROCESSED -> room.processed();
            case DRAFT, FINAL, TEXT, DETECTOR ->
                    Newsroom.post(chance.nextInt(9)) + (chance.nextInt(8) == 0 ? INVENTION : "");
        };
    }

    private String verdict() {
        var lot = chance.nextInt(20);
        if (lot == 0) {
            return Newsroom.verdict(2, "halt", "This is beyond mending.");
        }
        return lot < 5
                ? Newsroom.verdict(4, "retry", "Mend this: %s.".formatted(word()))
                : Newsroom.verdict(6 + chance.nextInt(5), "proceed", "Fine.");
    }

    /** Letters only, and no word within another. */
    private String word() {
        var number = words++;
        return "zqword" + (char) ('a' + number / 26) + (char) ('a' + number % 26) + "x";
    }

    /** What an auditor objected to is told to the writers of one visit, once in each call. */
    private void listen(AgentRequest request) {
        if (request.task().contract() != Contract.DRAFT) {
            return;
        }
        var prompt = request.messages().getLast().text();
        var told = WORD.matcher(prompt);
        var here = new ArrayList<String>();
        while (told.find()) {
            here.add(told.group());
        }
        if (here.isEmpty()) {
            return;
        }
        var visit = node.visitOf(request.idempotencyKey());
        for (var word : here) {
            expect(
                    here.stream().filter(word::equals).count() == 1,
                    "%s stands more than once in one prompt".formatted(word));
            var visits = toldIn.computeIfAbsent(word, _ -> new ArrayList<>());
            if (!visits.contains(visit)) {
                visits.add(visit);
            }
            expect(visits.size() == 1, "%s was told in %s".formatted(word, visits));
        }
    }

    private static AgentAnswer answer(String content) {
        return new AgentAnswer(
                content, false, new Usage(400, 200, 0, 0, false), "made-up", null, List.of());
    }

    private void pass(Duration longest) {
        now = now.plusMillis(1 + chance.nextLong(longest.toMillis()));
    }

    private void expect(boolean holds, String what) {
        if (!holds) {
            throw failure(what);
        }
    }

    private AssertionError failure(String what) {
        return new AssertionError(
                what
                        + "\n"
                        + String.join("\n", trace)
                        + "\n"
                        + String.join("\n", node.history(run)));
    }
}
