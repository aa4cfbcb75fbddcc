package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeLlm;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What an agent is told of earlier visits of its run, and what of others never. */
@RunsTest
class ConversationTests {
    private final Newsroom room;
    private final Database database;

    ConversationTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.database = database;
    }

    @Test
    @Tag("workflow-23")
    void
            given_a_text_of_one_run__when_it_is_revised__then_it_is_told_again_there_and_nowhere_else() {
        room.uses("split")
                .says("synthesizer", Newsroom.post(4), Newsroom.post(1), Newsroom.post(2))
                .obliging();
        var first = room.start();
        room.awaitsPersonIn(first, "human-approval");

        room.decide(first, "feedback", Map.of("feedback", "The canary 7431 must be named."));
        room.awaitCall("synthesizer", 2);
        room.awaitsPersonIn(first, "human-approval");
        var second = room.start();
        room.awaitsPersonIn(second, "human-approval");

        var revision = room.calls("synthesizer").get(1);
        assertThat(revision.messages())
                .extracting(FakeLlm.Turn::role)
                .containsExactly("system", "user", "assistant", "user");
        assertThat(revision.messages().get(2).text()).isEqualTo(Newsroom.post(4));
        assertThat(revision.messages().getLast().text()).contains("canary 7431");
        assertThat(room.events(first, "session.created")).hasSize(1);
        assertThat(room.events(first, "session.resumed")).hasSize(1);
        assertThat(room.calls("synthesizer").get(2).messages()).hasSize(2);
        assertThat(room.calls("synthesizer").get(2).body().toString()).doesNotContain("7431");
        assertThat(room.events(second, "session.resumed")).isEmpty();
    }

    @Test
    @Tag("workflow-66")
    void given_a_call_that_fails__when_the_next_one_answers__then_only_that_one_is_remembered() {
        room.uses("split")
                .says(
                        "synthesizer",
                        FakeAnswer.status(500),
                        FakeAnswer.text("I am sorry, but I cannot help with that."),
                        FakeAnswer.text(Newsroom.post(4)))
                .obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");

        assertThat(room.calls("synthesizer")).hasSize(3);
        assertThat(turns(run)).isEqualTo(1);
        assertThat(room.calls("synthesizer").get(2).messages()).hasSize(2);
    }

    @Test
    void given_a_short_memory__when_a_text_is_revised__then_the_oldest_turns_are_left_out() {
        room.uses(
                        "split",
                        "model: m-synthesizer-",
                        "max_session_messages: 2, model: m-synthesizer-")
                .says("synthesizer", Newsroom.post(4), Newsroom.post(1), Newsroom.post(2))
                .obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");
        for (var round = 2; round <= 3; round++) {
            room.decide(run, "feedback", Map.of("feedback", "Once more, please."));
            room.awaitCall("synthesizer", round);
            room.awaitsPersonIn(run, "human-approval");
        }

        var third = room.calls("synthesizer").get(2).messages();
        assertThat(third).hasSize(4);
        assertThat(third.get(2).text()).isEqualTo(Newsroom.post(1));
    }

    @Test
    void given_a_run_that_is_deleted__when_it_is_gone__then_its_conversations_are_gone_too() {
        room.uses("split").obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");
        assertThat(turns(run)).isEqualTo(1);
        room.decide(run, "approved");
        room.awaits(run, "complete");

        assertThat(room.owner.delete("/workflow-runs/" + run).status()).isEqualTo(204);

        assertThat(turns(run)).isZero();
    }

    private long turns(String run) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql(
                                        """
                                        select count(*) from app.workflow_session_messages m
                                          join app.workflow_sessions s
                                            on s.workspace_id = m.workspace_id and s.id = m.session_id
                                         where s.run_id = ?
                                        """)
                                .param(UUID.fromString(run))
                                .query(Long.class)
                                .single());
    }
}
