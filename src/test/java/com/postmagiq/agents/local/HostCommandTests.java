package com.postmagiq.agents.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the child of a local model is started. */
class HostCommandTests {
    @Test
    void given_a_jar_or_classes__when_the_child_is_started__then_it_is_the_same_program() {
        assertThat(HostCommand.of("target/postmagiq.jar", "ignored"))
                .contains("-jar", Path.of("target/postmagiq.jar").toAbsolutePath().toString())
                .endsWith("local-model-host");
        assertThat(HostCommand.of("a:b", "com.example.Main"))
                .contains("-cp")
                .endsWith("com.example.Main", "local-model-host");
        assertThat(HostCommand.environment(Map.of("PATH", "/bin", "JWT_SECRET", "x")))
                .containsOnlyKeys("PATH");
    }
}
