package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.FakeAnswer;
import com.postmagiq.Keys;
import com.postmagiq.Maintenance;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What listeners of a run hear, miss and catch up on. */
@RunsTest
class LiveEventsTests {
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    private final Newsroom room;
    private final Database database;
    private final int port;

    LiveEventsTests(@LocalServerPort int port, Database database) {
        this.database = database;
        this.room = Newsroom.open(port);
        this.port = port;
    }

    @Test
    @Tag("workflow-74")
    void
            given_a_listener_that_was_away__when_it_comes_back__then_it_hears_every_event_once_and_in_order()
                    throws Exception {
        room.uses("split").obliging();
        var run = room.start(Map.of("start_paused", true));
        var heard = new ArrayList<EventStream.Message>();
        try (var stream = EventStream.open(room.owner, run, 0)) {
            room.post(run, "resume");
            heard.addAll(rows(stream.until("state.entered")));
        }
        room.awaitsPersonIn(run, "human-approval");

        try (var stream = EventStream.open(room.owner, run, Long.parseLong(heard.getLast().id()))) {
            heard.addAll(rows(stream.until("decision.requested")));
            room.decide(run, "approved");
            heard.addAll(rows(stream.until("stream.end")));
        }

        var last = room.run(run).at("/last_seq").asLong();
        assertThat(heard)
                .extracting(message -> Long.parseLong(message.id()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(heard)
                .extracting(EventStream.Message::type)
                .contains("run.created", "run.completed");
        assertThat(room.events(run))
                .extracting(event -> event.path("seq").asLong())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
    }

    @Test
    @Tag("workflow-74")
    void
            given_a_listener_that_was_away__when_it_comes_back_by_another_node__then_it_hears_every_event_once_and_in_order(
                    @TempDir Path folder) throws Exception {
        room.uses("split").obliging();
        var run = room.start(Map.of("start_paused", true));
        var heard = new ArrayList<EventStream.Message>();
        try (var stream = EventStream.open(room.owner, run, 0)) {
            room.post(run, "resume");
            heard.addAll(rows(stream.until("state.entered")));
        }
        room.awaitsPersonIn(run, "human-approval");

        try (var other = SecondNode.beside(database, folder);
                var stream =
                        EventStream.open(
                                room.owner.on(other.port()),
                                run,
                                Long.parseLong(heard.getLast().id()))) {
            heard.addAll(rows(stream.until("decision.requested")));
            // What one node stores, listeners of the other hear.
            room.decide(run, "approved");
            heard.addAll(rows(stream.until("stream.end")));
        }

        var last = room.run(run).at("/last_seq").asLong();
        assertThat(heard)
                .extracting(message -> Long.parseLong(message.id()))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(heard.getLast().type()).isEqualTo("run.completed");
    }

    @Test
    @Tag("workflow-75")
    @Tag("tenancy-38")
    void given_an_open_stream__when_its_listener_is_removed__then_it_closes_at_once()
            throws Exception {
        room.uses("ask");
        var run = room.start();
        room.awaits(run, "awaiting_human");
        var member =
                Maintenance.join(
                        database,
                        Api.at(port).signUp("Alan Turing"),
                        room.owner.workspaceId(),
                        "editor");
        try (var stream = EventStream.open(member, run, 0);
                var kept = EventStream.open(room.owner, run, 0)) {
            stream.until("decision.requested");
            kept.until("decision.requested");

            assertThat(room.owner.delete("/members/" + Team.membershipOf(member)).status())
                    .isEqualTo(204);

            assertThat(stream.untilClosed(A_MINUTE)).isLessThan(Duration.ofSeconds(2));
            room.decide(run, "approved");
            kept.until("stream.end");
        }
        assertThat(EventStream.request(member, run, 0).statusCode()).isEqualTo(404);
    }

    @Test
    @Tag("workflow-75")
    void given_an_open_stream__when_its_listener_signs_out__then_it_closes_at_once()
            throws Exception {
        room.uses("ask");
        var run = room.start();
        room.awaits(run, "awaiting_human");
        var elsewhere = room.owner.signIn();
        try (var stream = EventStream.open(elsewhere, run, 0);
                var kept = EventStream.open(room.owner, run, 0)) {
            stream.until("decision.requested");
            kept.until("decision.requested");

            assertThat(elsewhere.post("/api/v1/auth/logout").status()).isEqualTo(204);

            assertThat(stream.untilClosed(A_MINUTE)).isLessThan(Duration.ofSeconds(3));
            room.decide(run, "approved");
            kept.until("stream.end");
        }
    }

    @Test
    @Tag("workflow-75")
    void given_an_open_stream_of_a_program__when_its_key_is_taken_back__then_it_closes_at_once()
            throws Exception {
        room.uses("ask");
        var run = room.start();
        room.awaits(run, "awaiting_human");
        var key = Keys.make(room.owner, "workflow:read");
        var program = room.owner.withToken(key.text("/key"));
        try (var stream = EventStream.open(program, run, 0)) {
            stream.until("decision.requested");

            room.owner.delete("/api-keys/" + key.text("/api_key/id"));

            assertThat(stream.untilClosed(A_MINUTE)).isLessThan(Duration.ofSeconds(3));
        }
    }

    private static List<EventStream.Message> rows(List<EventStream.Message> messages) {
        return messages.stream().filter(message -> !message.id().isEmpty()).toList();
    }

    @Test
    @Tag("workflow-75")
    void given_a_run__when_a_stranger_to_the_workspace_listens__then_there_is_no_such_run() {
        room.uses("ask");
        var run = room.start();
        var stranger = Api.at(port).signUp("Grace Hopper");

        assertThat(EventStream.request(stranger, run, 0).statusCode()).isEqualTo(404);
        assertThat(EventStream.request(stranger.in(room.owner.workspaceId()), run, 0).statusCode())
                .isEqualTo(404);
    }

    @Test
    @Tag("workflow-76")
    void
            given_a_listener_that_never_reads__when_the_run_goes_on__then_it_comes_to_its_question_all_the_same()
                    throws Exception {
        room.uses("split")
                .says(
                        "writer-a",
                        FakeAnswer.text(Newsroom.post(0).repeat(8)).pausing(Duration.ofMillis(2)),
                        FakeAnswer.text(Newsroom.post(0)))
                .obliging();
        var run = room.start(Map.of("start_paused", true));
        try (var _ = EventStream.request(room.owner, run, 0).body()) {
            room.post(run, "resume");

            room.awaitsPersonIn(run, "human-approval");
        }
    }

    @Test
    @Tag("workflow-94")
    void
            given_a_text_that_grows__when_its_pieces_are_joined__then_they_are_the_stored_text_and_late_listeners_get_it_whole()
                    throws Exception {
        var slow = FakeAnswer.text(Newsroom.post(0)).pausing(Duration.ofMillis(15));
        room.uses("split").says("synthesizer", slow).obliging();
        var run = room.start(Map.of("start_paused", true));
        try (var stream = EventStream.open(room.owner, run, 0)) {
            room.post(run, "resume");
            var messages = stream.until("decision.requested");

            var pieces =
                    messages.stream()
                            .filter(message -> message.type().equals("agent.delta"))
                            .filter(
                                    message ->
                                            message.data()
                                                    .at("/data/agent")
                                                    .asString()
                                                    .equals("synthesizer"))
                            .toList();
            assertThat(pieces)
                    .hasSizeGreaterThan(2)
                    .allSatisfy(piece -> assertThat(piece.id()).isEmpty());
            var joined = new StringBuilder();
            for (var piece : pieces) {
                assertThat(piece.data().at("/data/at").asInt()).isEqualTo(joined.length());
                joined.append(piece.data().at("/data/text").asString());
            }
            assertThat(joined.toString()).isEqualTo(Newsroom.post(0));
        }
        try (var late = EventStream.open(room.owner, run, 0)) {
            var written =
                    late.until("decision.requested").stream()
                            .filter(message -> message.type().equals("output.written"))
                            .filter(
                                    message ->
                                            message.data()
                                                    .at("/data/agent")
                                                    .asString()
                                                    .equals("synthesizer"))
                            .toList();
            assertThat(written)
                    .singleElement()
                    .satisfies(
                            message ->
                                    assertThat(message.data().at("/data/content").asString())
                                            .isEqualTo(Newsroom.post(0)));
        }
        assertThat(room.events(run, "agent.delta")).isEmpty();
    }
}
