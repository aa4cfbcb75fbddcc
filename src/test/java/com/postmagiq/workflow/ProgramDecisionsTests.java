package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Keys;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Runs in the hands of programs: they start them and answer questions, people decide. */
@RunsTest
class ProgramDecisionsTests {
    private static final String QUESTION =
            """
            {"score": 5, "decision": "retry", "feedback": "Tell more.", "elements_found": {"failure": "f"},
             "sensory_details": [], "missing": [], "questions": ["How long did it take?"]}
            """;

    private final Newsroom room;
    private final Api program;

    ProgramDecisionsTests(@LocalServerPort int port) {
        this.room = Newsroom.open(port);
        this.program = Keys.programForAll(room.owner);
    }

    @Test
    @Tag("workflow-44")
    void given_a_key_for_reading_runs__when_its_program_changes_one__then_it_is_refused() {
        room.uses("ask");
        var run = room.start();
        var question = room.awaits(run, "awaiting_human").text("/open_decision/id");
        var reader = Keys.program(room.owner, "workflow:read");

        assertThat(reader.get("/workflow-runs/" + run).status()).isEqualTo(200);
        for (var command : new String[] {"pause", "resume", "abort"}) {
            assertThat(reader.post("/workflow-runs/" + run + "/" + command).code())
                    .as(command)
                    .isEqualTo("scope_missing");
        }
        assertThat(Newsroom.decide(reader, run, question, "approved", Map.of()).code())
                .isEqualTo("scope_missing");
        assertThat(room.status(run)).isEqualTo("awaiting_human");
    }

    @Test
    @Tag("workflow-96")
    void given_a_final_text__when_a_program_with_every_right_approves__then_a_person_has_to() {
        room.uses("split").obliging();
        var run = room.start();
        var asked = room.awaitsPersonIn(run, "human-approval");

        onlyAPersonApproves(run, asked);
        room.decide(run, "approved");
        room.awaits(run, "complete");
    }

    @Test
    @Tag("workflow-96")
    void given_an_incomplete_audit__when_a_program_approves__then_a_person_has_to() {
        room.uses("split").says("checker-a", "I would approve them.").obliging();
        var run = room.start();
        var asked = room.awaitsPersonIn(run, "cross-audit");

        assertThat(asked.text("/open_decision/kind")).isEqualTo("audit_incomplete");
        onlyAPersonApproves(run, asked);
    }

    @Test
    @Tag("workflow-96")
    void given_a_breaker__when_a_program_approves__then_a_person_has_to_and_feedback_counts() {
        room.uses("split", "transition_limit, limit: 20", "transition_limit, limit: 6")
                .says("checker-a", Newsroom.verdict(4, "retry", "No."))
                .obliging();
        var run = room.start();
        var asked = room.awaits(run, "awaiting_human");
        var question = asked.text("/open_decision/id");

        assertThat(asked.text("/open_decision/kind")).isEqualTo("circuit_break");
        onlyAPersonApproves(run, asked);
        assertThat(
                        Newsroom.decide(
                                        program,
                                        run,
                                        question,
                                        "feedback",
                                        Map.of("feedback", "Shorter."))
                                .status())
                .isEqualTo(200);
    }

    @Test
    @Tag("workflow-96")
    void given_questions__when_a_program_goes_on_without_answers__then_that_counts() {
        room.uses("split").says("reviewer", QUESTION).obliging();
        var run = room.start();
        var asked = room.awaitsPersonIn(run, "story-feedback");
        assertThat(asked.text("/open_decision/kind")).isEqualTo("questions");

        var went =
                Newsroom.decide(
                        program, run, asked.text("/open_decision/id"), "approved", Map.of());

        assertThat(went.status()).as(went.raw().body()).isEqualTo(200);
    }

    private void onlyAPersonApproves(String run, Api.Answer asked) {
        var question = asked.text("/open_decision/id");
        var approved = Newsroom.decide(program, run, question, "approved", Map.of());
        var forced =
                program.post(
                        "/workflow-runs/" + run + "/force-complete",
                        Map.of("reason", "The program says it is good."));

        assertThat(approved.status()).isEqualTo(403);
        assertThat(approved.code()).isEqualTo("approval.human_required");
        assertThat(forced.code()).isEqualTo("approval.human_required");
        assertThat(room.status(run)).isEqualTo("awaiting_human");
    }
}
