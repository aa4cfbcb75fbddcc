package com.postmagiq;

import com.postmagiq.kernel.database.Database;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
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
            "postmagiq.data-dir=target/test-data",
            "JWT_SECRET=" + PostmagiqTest.JWT_SECRET,
            "JWT_SECRET_PREVIOUS=" + PostmagiqTest.JWT_SECRET_PREVIOUS,
            // Hashing as slowly as in production would only warm the room.
            "postmagiq.identity.argon2-memory-kib=1024",
            "postmagiq.identity.argon2-iterations=1"
        })
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@Import(PostmagiqTest.OnTestPostgres.class)
public @interface PostmagiqTest {
    String JWT_SECRET = "a secret of the tests, longer than 32 bytes";
    String JWT_SECRET_PREVIOUS = "the secret before, also longer than 32 bytes";

    /** The database all contexts of a test JVM share. */
    @TestConfiguration
    class OnTestPostgres {
        private static final Database DATABASE = open();

        @Bean(destroyMethod = "")
        Database database() {
            return DATABASE;
        }

        private static Database open() {
            var access = TestPostgres.createDatabase("postmagiq_tests");
            return new Database(access, access.app(), null);
        }
    }
}
