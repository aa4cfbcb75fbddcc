package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Storyteller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What somebody does on a first day, with every answer that came, but for ids and times. */
final class Journey {
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\"");
    private static final Pattern TOKENS =
            Pattern.compile("\"((?:total_|total_input_|total_output_)?tokens)\":\\d+");
    private static final Pattern DURATION =
            Pattern.compile("\"(duration_s|active_s|wall_s|elapsed_s)\":[-0-9.E]+");
    private static final Pattern SECRET =
            Pattern.compile("\"(access_token|refresh_token|slug|email)\":\"[^\"]*\"");

    private final List<String> transcript = new ArrayList<>();

    private Journey() {}

    /** Travels, and tells what was seen. */
    static List<String> at(int port) {
        var journey = new Journey();
        journey.travel(Api.at(port));
        return journey.transcript;
    }

    private void travel(Api stranger) {
        var ada = stranger.signUp("Ada Lovelace");
        see("me", ada.get("/api/v1/auth/me"));
        see("signed in again", ada.signIn().get("/permissions"));
        see("wrong password", login(stranger, ada.email()));
        see("quote", ada.post("/workflow-runs/quote", story()));
        var told = Storyteller.offline(ada);
        var asked = told.untilQuiet();
        see("stale", told.decide(asked, "approved"));
        told.approveToTheEnd();
        told.dismissAFinding();
        for (var part : List.of("", "/states", "/decisions", "/quality", "/provenance")) {
            see("run" + part, ada.get("/workflow-runs/" + told.runId() + part));
        }
        // Which draft an auditor sees first is drawn by lot, and so what it says of draft A.
        seeParts("output", told.look("/outputs"), "path", "version", "author", "is_latest");
        seeParts("audit", told.look("/audits"), "state", "slot", "decision", "valid");
        see("runs", ada.get("/workflow-runs?limit=1"));
        see("posts", ada.get("/posts?status=ready"));
        see("post", ada.get("/posts/1"));
        // Agents that work side by side are listed in the order in which they finished.
        var tokens = ada.get("/workflow-runs/" + told.runId() + "/tokens");
        transcript.add(
                "tokens: %s of %d agents"
                        .formatted(
                                tokens.at("/total").asLong() > 0, tokens.at("/by_agent").size()));
        var events = ada.get("/workflow-runs/" + told.runId() + "/events?limit=1000");
        seeParts("event", events.body(), "type", "state", "visit");
        var stream =
                ada.with("Accept", "text/event-stream")
                        .get("/workflow-runs/" + told.runId() + "/events");
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.raw().body()).contains("event:stream.end");
        seeAnyOrder(
                "streamed",
                stream.raw().body().lines().filter(line -> line.startsWith("event:")).toList());
        // How far it got before is a matter of chance.
        var second = Storyteller.offline(ada);
        var aborted = ada.post("/workflow-runs/" + second.runId() + "/abort");
        transcript.add("abort: %d %s".formatted(aborted.status(), aborted.text("/status")));
        see("stranger", stranger.get("/api/v1/w/" + ada.workspaceId() + "/posts"));
        see("nothing", ada.get("/workflow-runs/" + UUID.randomUUID()));
        assertThat(ada.post("/api/v1/auth/logout").status()).isEqualTo(204);
        see("signed out", ada.get("/api/v1/auth/me"));
    }

    private static Api.Answer login(Api stranger, String email) {
        return stranger.post(
                "/api/v1/auth/login", Map.of("email", email, "password", "not this one"));
    }

    private static Map<String, Object> story() {
        return Map.of("story", Storyteller.story("fire-company"), "config", "offline");
    }

    private void see(String what, Api.Answer answer) {
        transcript.add("%s: %d %s".formatted(what, answer.status(), settled(answer.raw().body())));
    }

    /** Agents that work side by side finish in any order, and events are numbered as they come. */
    private void seeAnyOrder(String what, List<String> lines) {
        lines.stream().map(line -> what + ": " + settled(line)).sorted().forEach(transcript::add);
    }

    /** Only these parts of each item. */
    private void seeParts(String what, JsonNode list, String... parts) {
        seeAnyOrder(
                what,
                list.path("items")
                        .valueStream()
                        .map(
                                item ->
                                        Stream.of(parts)
                                                .map(part -> item.path(part).asString(""))
                                                .collect(Collectors.joining(" ")))
                        .toList());
    }

    private static String settled(String text) {
        var withoutIds = ID.matcher(text).replaceAll("<id>");
        var withoutTimes = TIME.matcher(withoutIds).replaceAll("\"<time>\"");
        // Which draft is called A is drawn by lot, and the auditors' words follow the letters.
        var withoutTokens = TOKENS.matcher(withoutTimes).replaceAll("\"$1\":0");
        var withoutDurations = DURATION.matcher(withoutTokens).replaceAll("\"$1\":0");
        return SECRET.matcher(withoutDurations).replaceAll("\"$1\":\"<own>\"");
    }
}
