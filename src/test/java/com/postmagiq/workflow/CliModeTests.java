package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.agents.tool.ScriptedTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * With AGENT_MODE=cli the provider's tool is run, here a little program that looks its answer up.
 */
@RunsTest
@TestPropertySource(properties = "AGENT_MODE=cli")
class CliModeTests extends OneStoryInAnyMode {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    CliModeTests(@LocalServerPort int port) {
        super(port);
        new ScriptedTools(Newsroom.TOOLS).with("codex", "cat \"$here/answer-$4\"");
    }

    @Override
    void answers(String agent, String text) {
        var item = Map.of("type", "agent_message", "text", text);
        var events =
                JSON.writeValueAsString(Map.of("type", "item.completed", "item", item))
                        + "\n"
                        + "{\"type\":\"turn.completed\",\"usage\":{\"input_tokens\":50,\"output_tokens\":20}}\n";
        try {
            Files.writeString(
                    Newsroom.TOOLS.resolve("answer-m-%s-%s".formatted(agent, room.mark)), events);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void calledAsTheModeSays() {
        assertThat(room.calls()).isEmpty();
        assertThat(Newsroom.TOOLS.resolve("codex.calls")).exists();
    }
}
