package com.postmagiq.onboarding;

import com.postmagiq.agents.AgentRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** What models are asked. What people said stands between marks, as material. */
final class Prompts {
    static final String PLAN = text("plan");
    static final String CHAPTER = text("chapter");
    static final String DEEP = text("deep");
    static final String CHAT = text("chat");

    private static final String MARK = "=====";

    private Prompts() {}

    /** One turn that holds material and, behind it, what is asked for. */
    static List<AgentRequest.Message> material(String said, String wish) {
        return List.of(
                new AgentRequest.Message(
                        AgentRequest.Message.Role.USER,
                        "%s\n%s\n%s\n\n%s".formatted(MARK, said.replace(MARK, ""), MARK, wish)));
    }

    private static String text(String name) {
        try {
            return new ClassPathResource("onboarding/%s.md".formatted(name))
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
