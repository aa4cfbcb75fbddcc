package com.postmagiq;

import com.postmagiq.kernel.database.Database;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestConstructor;

/**
 * A test of the whole application on the shared PostgreSQL, listening on a free port. Every test
 * opens people and workspaces of its own, so nothing is cleaned up and order never matters.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            // Tests run in more than one process at a time.
            "postmagiq.data-dir=target/test-data/${test.fork:fork-1}",
            "JWT_SECRET=" + PostmagiqTest.JWT_SECRET,
            "JWT_SECRET_PREVIOUS=" + PostmagiqTest.JWT_SECRET_PREVIOUS,
            // A whole suite calls from one address within minutes.
            "postmagiq.rate-limit.enabled=false",
            "POSTMAGIQ_MASTER_KEY=" + PostmagiqTest.MASTER_KEY,
            // Hashing as slowly as in production would only warm the room.
            "postmagiq.identity.argon2-memory-kib=1024",
            "postmagiq.identity.argon2-iterations=1"
        })
@Tag(PostmagiqTest.TAG)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@Import(PostmagiqTest.OnTestPostgres.class)
public @interface PostmagiqTest {
    /** All tests that talk to the application; they pass on each of {@link TestDatabases}. */
    String TAG = "http";

    String JWT_SECRET = "a secret of the tests, longer than 32 bytes";
    String MASTER_KEY = "bWFzdGVyIGtleSBvZiB0aGUgdGVzdHMsIDMyIGJ5dGU=";
    String JWT_SECRET_PREVIOUS = "the secret before, also longer than 32 bytes";

    /**
     * Each application context has a database of its own, since its scheduler takes every task it
     * sees.
     */
    @TestConfiguration
    class OnTestPostgres {
        private static final AtomicInteger CONTEXTS = new AtomicInteger();

        @Bean(destroyMethod = "")
        Database database() {
            return TestDatabases.open("postmagiq_tests_" + CONTEXTS.incrementAndGet());
        }

        @Bean
        Overheard overheard() {
            return new Overheard();
        }
    }
}
