package com.postmagiq.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.agents.AgentSettings.Mode;
import com.postmagiq.agents.tool.ScriptedTools;
import com.postmagiq.kernel.settings.Installation.Environment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether an agent is called over HTTP or through its tool, and who decides that. */
class AgentModeTests {
    private final List<Agents> made = new ArrayList<>();
    private final ScriptedTools tools;

    AgentModeTests(@TempDir Path folder) {
        this.tools = new ScriptedTools(folder);
        tools.saying("claude", "{\"result\":\"Fine.\"}");
    }

    @AfterEach
    void close() {
        made.forEach(Agents::close);
    }

    @Test
    @Tag("workflow-62")
    void given_a_type__when_the_operator_names_a_mode__then_the_operator_wins() {
        var wish = TestAgents.agent("claude-sonnet", "cli", null, null);
        var groq = TestAgents.agent("groq", "cli", null, null);

        assertThat(agents(Mode.API).route(wish).mode()).isEqualTo("api");
        assertThat(agents(Mode.API).route(wish).available()).isTrue();
        assertThat(agents(Mode.CLI).route(wish).mode()).isEqualTo("cli");
        assertThat(agents(Mode.CLI).route(wish).available()).isTrue();
        assertThat(agents(Mode.CLI).route(wish, Mode.API).mode()).isEqualTo("api");
        assertThat(agents(Mode.CLI).route(groq).mode()).isEqualTo("api");
        assertThat(agents(Mode.CLI).route(groq).available()).isTrue();
        assertThat(agents(Mode.CLI).route(AgentDefinition.named("offline")).mode())
                .isEqualTo("offline");
    }

    @Test
    @Tag("workflow-62")
    void given_no_mode__when_key_or_tool_are_there__then_the_type_and_then_what_is_there_decide() {
        var named = AgentDefinition.named("claude-sonnet");
        var cli = TestAgents.agent("claude-sonnet", "cli", null, null);
        var withKey = TestAgents.at("http://127.0.0.1:9").tools(tools.folder());
        var noKey = withKey.with(ApiKey.NONE);

        assertThat(made(withKey).route(named).mode()).isEqualTo("api");
        assertThat(made(withKey).route(cli).mode()).isEqualTo("cli");
        assertThat(made(noKey).route(named).mode()).isEqualTo("cli");
        assertThat(made(noKey).route(AgentDefinition.named("gemini")).unavailableReason())
                .contains("GOOGLE_API_KEY");
        assertThat(
                        made(withKey)
                                .route(TestAgents.agent("gemini", "cli", null, null))
                                .unavailableReason())
                .contains("program gemini")
                .contains("GOOGLE_API_KEY");
    }

    @Test
    @Tag("workflow-62")
    void given_production__when_a_tool_is_wanted__then_it_takes_the_operators_word() {
        var base = TestAgents.at("http://127.0.0.1:9").tools(tools.folder()).mode(Mode.CLI);
        var agent = AgentDefinition.named("claude-sonnet");

        assertThat(made(base.in(Environment.PRODUCTION, false)).route(agent).unavailableReason())
                .contains("ALLOW_CLI_AGENTS");
        assertThat(made(base.in(Environment.PRODUCTION, true)).route(agent).available()).isTrue();
    }

    private Agents agents(Mode mode) {
        return made(TestAgents.at("http://127.0.0.1:9").tools(tools.folder()).mode(mode));
    }

    private Agents made(TestAgents wanted) {
        var agents = wanted.make();
        made.add(agents);
        return agents;
    }
}
