package com.postmagiq.agents;

import com.postmagiq.agents.AgentSettings.Mode;
import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.kernel.settings.Installation.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * Agents whose providers all live at one address, and the requests of tests.
 *
 * @param path folders of command-line tools
 * @param graphicsGib memory that models of one's own are chosen by
 */
record TestAgents(
        String host,
        ApiKey key,
        Mode mode,
        Duration idle,
        Environment environment,
        String path,
        boolean toolsAllowed,
        @Nullable Resource models,
        int graphicsGib) {

    static final ApiKey KEY = new ApiKey("sk-very-secret-0123456789");

    static TestAgents at(String host) {
        return new TestAgents(
                host,
                KEY,
                Mode.AUTO,
                Duration.ofSeconds(20),
                Environment.DEVELOPMENT,
                "/nowhere",
                false,
                null,
                8);
    }

    TestAgents with(ApiKey other) {
        return new TestAgents(
                host, other, mode, idle, environment, path, toolsAllowed, models, graphicsGib);
    }

    TestAgents mode(Mode other) {
        return new TestAgents(
                host, key, other, idle, environment, path, toolsAllowed, models, graphicsGib);
    }

    TestAgents idle(Duration other) {
        return new TestAgents(
                host, key, mode, other, environment, path, toolsAllowed, models, graphicsGib);
    }

    TestAgents in(Environment other, boolean allowed) {
        return new TestAgents(host, key, mode, idle, other, path, allowed, models, graphicsGib);
    }

    TestAgents tools(Path folder) {
        return new TestAgents(
                host,
                key,
                mode,
                idle,
                environment,
                folder + ":/usr/bin:/bin",
                toolsAllowed,
                models,
                graphicsGib);
    }

    TestAgents models(Resource table) {
        return new TestAgents(
                host, key, mode, idle, environment, path, toolsAllowed, table, graphicsGib);
    }

    TestAgents graphics(int gib) {
        return new TestAgents(host, key, mode, idle, environment, path, toolsAllowed, models, gib);
    }

    Agents make() {
        var table = Models.shipped(settings());
        return new Agents(
                settings(),
                providers(),
                new Installation(Path.of("var"), environment, "http://localhost:8080"),
                () -> table,
                () -> false);
    }

    AgentSettings settings() {
        return new AgentSettings(
                mode, idle, Duration.ofSeconds(60), Duration.ofSeconds(30), models);
    }

    ProviderSettings providers() {
        return new ProviderSettings(
                new ProviderSettings.Anthropic(host, key),
                new ProviderSettings.OpenAi(host + "/v1", key),
                new ProviderSettings.Gemini(host, key),
                new ProviderSettings.Groq(host + "/v1", key),
                new ProviderSettings.Ollama(
                        host,
                        Duration.ofMinutes(10),
                        DataSize.ofGigabytes(graphicsGib),
                        Duration.ofSeconds(2)),
                new ProviderSettings.Local("", 8192, 0, 0, DataSize.ofBytes(0)),
                new ProviderSettings.Tools(path, toolsAllowed, List.of(), Duration.ofMillis(200)),
                new ProviderSettings.Limits(
                        ProviderSettings.Limit.NONE,
                        ProviderSettings.Limit.NONE,
                        ProviderSettings.Limit.NONE,
                        ProviderSettings.Limit.NONE));
    }

    static AgentDefinition agent(
            String name, @Nullable String type, @Nullable String provider, @Nullable String model) {
        return new AgentDefinition(
                name, type, provider, true, model, null, null, 100, null, null, null, null,
                List.of(), 50, false);
    }

    static AgentRequest request(Contract contract, Duration timeout) {
        return request("You review stories.", "The story.", contract, timeout);
    }

    static AgentRequest request(String system, String text, Contract contract, Duration timeout) {
        return new AgentRequest(
                AgentDefinition.named("writer"),
                system,
                List.of(new AgentRequest.Message(AgentRequest.Message.Role.USER, text)),
                new Task(contract, "writer", List.of(), List.of(), "", List.of(), null, 7),
                contract.json() ? "{\"type\":\"object\",\"required\":[\"score\"]}" : null,
                timeout,
                UUID.randomUUID());
    }
}
