package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.FakeLlm;
import com.postmagiq.agents.tool.ScriptedTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The shipped configuration of three vendors by their command-line tools: little programs that look
 * at the role they are given and answer in the tool's own output format.
 */
@RunsTest
@TestPropertySource(properties = "AGENT_MODE=cli")
class VendorToolsTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ScriptedTools TOOLS = new ScriptedTools(Newsroom.TOOLS);

    private final Newsroom room;

    VendorToolsTests(@LocalServerPort int port) {
        room = Newsroom.open(port);
    }

    @Test
    void given_the_vendors_tools__when_a_story_is_told__then_it_becomes_a_post_without_a_call() {
        tool("claude", text -> Map.of("type", "result", "result", text, "session_id", "s-1"));
        tool("gemini", text -> Map.of("response", text));
        tool(
                "codex",
                text ->
                        Map.of(
                                "type",
                                "item.completed",
                                "item",
                                Map.of("id", "0", "type", "agent_message", "text", text)));
        room.usesShipped("legacy-claude");
        var before = Newsroom.LLM.calls().size();

        var run = room.start(Map.of("tier", "standard"));
        room.awaitsPersonIn(run, "human-approval");
        room.decide(run, "approved");
        var ended = room.awaits(run, "complete");

        assertThat(room.owner.get("/posts/" + ended.text("/post_id")).text("/content"))
                .isEqualTo(Newsroom.post(0));
        assertThat(Newsroom.LLM.calls()).hasSize(before);
        for (var name : List.of("claude", "gemini", "codex")) {
            assertThat(TOOLS.seen(name, "calls")).isNotEmpty();
        }
    }

    private void tool(String name, Function<String, Map<String, Object>> format) {
        answer(name + ".text", format.apply(Newsroom.post(0)));
        answer(name + ".processed", format.apply(room.processed()));
        answer(name + ".judgement", format.apply(FakeLlm.APPROVAL));
        TOOLS.with(
                name,
                """
                kind=text
                if grep -q 'fits this JSON schema' "$here/%1$s.input"; then kind=judgement; fi
                if grep -q '## Your role: story processor' "$here/%1$s.input"; then kind=processed; fi
                cat "$here/%1$s.$kind"
                """
                        .formatted(name));
    }

    private static void answer(String file, Map<String, Object> json) {
        try {
            Files.writeString(Newsroom.TOOLS.resolve(file), JSON.writeValueAsString(json) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
