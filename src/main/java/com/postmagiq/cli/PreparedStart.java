package com.postmagiq.cli;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.ApplicationContextFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Starts a server from the beans the build has written down, where it has and where the settings
 * ask for no other ones.
 */
final class PreparedStart implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    /** Spring's own switch; whoever gives it decides. */
    private static final String SWITCH = "spring.aot.enabled";

    private PreparedStart() {}

    /**
     * @param prepared names the written beans
     * @param start runs the builder
     */
    static ConfigurableApplicationContext of(
            Class<?> prepared,
            SpringApplicationBuilder builder,
            Supplier<ConfigurableApplicationContext> start) {
        var written =
                ClassUtils.isPresent(
                        prepared.getName() + "__ApplicationContextInitializer",
                        prepared.getClassLoader());
        if (!written || System.getProperty(SWITCH) != null) {
            return start.get();
        }
        builder.main(prepared)
                .contextFactory(PreparedStart::context)
                .listeners(new PreparedStart())
                .initializers(PreparedStart::rememberTypes);
        try {
            return start.get();
        } finally {
            // The switch is the process's, and later starts in it may have another shape.
            System.clearProperty(SWITCH);
        }
    }

    private static @Nullable ConfigurableApplicationContext context(
            @Nullable WebApplicationType type) {
        return AotDetector.useGeneratedArtifacts()
                ? new ServletWebServerApplicationContext(new PreparedBeans())
                : ApplicationContextFactory.DEFAULT.create(type);
    }

    private static void rememberTypes(ConfigurableApplicationContext context) {
        ((BeanDefinitionRegistry) context.getBeanFactory())
                .registerBeanDefinition(
                        "rememberedTypes", new RootBeanDefinition(RememberedTypes.class));
    }

    /**
     * All beans are written down, so which of them are of a type is remembered as soon as nothing
     * changes them any more. Left to itself that begins when the web server and everything behind
     * it has been made, and the hundreds of beans were gone through again for each of their parts:
     * a sixth of a start.
     */
    static final class RememberedTypes implements BeanFactoryPostProcessor {
        @Override
        public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
            beans.clearMetadataCache();
            beans.freezeConfiguration();
        }
    }

    /** A port of its own for management is the one setting that makes other beans. */
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (ManagementPortType.get(event.getEnvironment()) == ManagementPortType.SAME) {
            System.setProperty(SWITCH, "true");
        }
    }
}
