package com.postmagiq.workflow;

import com.postmagiq.PostmagiqApplication;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Another node of the same installation: a whole application on the database of the first. */
public final class SecondNode implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private SecondNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * @param folder the new node's own data directory
     * @param settings further settings, name=value
     */
    public static SecondNode beside(Database first, Path folder, String... settings) {
        var access = first.access();
        return new SecondNode(
                new SpringApplicationBuilder(PostmagiqApplication.class)
                        .initializers(
                                context -> {
                                    context.getBeanFactory()
                                            .registerSingleton("onlyTheProduct", new OnlyProduct());
                                    ((GenericApplicationContext) context)
                                            .registerBean(
                                                    Database.class,
                                                    () -> new Database(access, access.app(), null));
                                },
                                new RunsTest.OnFakeProvider())
                        .properties(settings)
                        .properties(
                                "server.port=0",
                                "postmagiq.data-dir=" + folder,
                                "JWT_SECRET=" + PostmagiqTest.JWT_SECRET,
                                "POSTMAGIQ_MASTER_KEY=" + PostmagiqTest.MASTER_KEY,
                                "postmagiq.identity.argon2-memory-kib=1024",
                                "postmagiq.identity.argon2-iterations=1")
                        .run());
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Override
    public void close() {
        context.close();
    }

    /**
     * Leaves beans of tests out of the scan, which would otherwise find them beside the product.
     */
    private static final class OnlyProduct extends TypeExcludeFilter {
        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory factory) {
            return reader.getResource().getDescription().contains("test-classes");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof OnlyProduct;
        }

        @Override
        public int hashCode() {
            return OnlyProduct.class.hashCode();
        }
    }
}
