package com.postmagiq.workflow;

import com.postmagiq.PostmagiqTest;
import com.postmagiq.workflow.registry.RegistrySync;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of whole runs over HTTP against the fake provider. All such classes share one application.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@PostmagiqTest
@ContextConfiguration(initializers = RunsTest.OnFakeProvider.class)
public @interface RunsTest {
    /** Points the application at {@link Newsroom}'s provider and configurations. */
    class OnFakeProvider implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        private static final Set<ConfigurableApplicationContext> CONTEXTS =
                ConcurrentHashMap.newKeySet();

        /** Brings the configurations that tests wrote into the database, as the command does. */
        static void sync() {
            CONTEXTS.stream()
                    .filter(ConfigurableApplicationContext::isActive)
                    .forEach(context -> context.getBean(RegistrySync.class).sync(false));
        }

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "postmagiq.workflow.directory=" + Newsroom.DIRECTORY,
                            "postmagiq.agents.openai.base-url=" + Newsroom.LLM.baseUrl(),
                            "postmagiq.agents.openai.api-key=" + Newsroom.KEY,
                            "postmagiq.agents.anthropic.base-url=" + Newsroom.LLM.host(),
                            "postmagiq.agents.anthropic.api-key=" + Newsroom.KEY,
                            "postmagiq.agents.gemini.base-url=" + Newsroom.LLM.host(),
                            "postmagiq.agents.gemini.api-key=" + Newsroom.KEY,
                            "postmagiq.agents.ollama.host=" + Newsroom.LLM.host(),
                            "postmagiq.agents.tools.path=" + Newsroom.TOOLS + ":/usr/bin:/bin",
                            // What a provider allows would slow all tests down together.
                            "postmagiq.agents.limits.openai.requests-per-minute=0",
                            "postmagiq.agents.limits.openai.tokens-per-minute=0",
                            "postmagiq.agents.breaker-wait=100ms")
                    .applyTo(context);
            CONTEXTS.add(context);
        }
    }
}
