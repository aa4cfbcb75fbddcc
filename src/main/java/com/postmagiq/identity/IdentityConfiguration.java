package com.postmagiq.identity;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Takes the settings of signing in, and refuses to start with ones that are not safe. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
class IdentityConfiguration {
    private static final String DEVELOPMENT = "development";

    @Bean
    SigningKeys signingKeys(Environment environment, IdentitySettings settings) {
        refuseWeakHashesInProduction(environment, settings);
        var previous = text(environment, "JWT_SECRET_PREVIOUS");
        var secret = text(environment, "JWT_SECRET");
        if (secret != null) {
            return SigningKeys.of(secret, previous);
        }
        if (!deployment(environment).equals(DEVELOPMENT)
                && text(environment, "DATABASE_URL") != null) {
            throw new IllegalStateException(
                    "JWT_SECRET is not set and DEPLOYMENT_ENV is '%s': nodes need one secret in common. Make one with: openssl rand -base64 48"
                            .formatted(deployment(environment)));
        }
        return SigningKeys.kept(keysFolder(environment), previous);
    }

    private static void refuseWeakHashesInProduction(
            Environment environment, IdentitySettings settings) {
        if (deployment(environment).equals("production")
                && (settings.argon2MemoryKib() < IdentitySettings.SAFE_MEMORY_KIB
                        || settings.argon2Iterations() < IdentitySettings.SAFE_ITERATIONS)) {
            throw new IllegalStateException(
                    "postmagiq.identity.argon2-memory-kib is %d and argon2-iterations is %d; production takes at least %d and %d"
                            .formatted(
                                    settings.argon2MemoryKib(),
                                    settings.argon2Iterations(),
                                    IdentitySettings.SAFE_MEMORY_KIB,
                                    IdentitySettings.SAFE_ITERATIONS));
        }
    }

    private static String deployment(Environment environment) {
        return environment.getProperty("DEPLOYMENT_ENV", DEVELOPMENT);
    }

    /** Beside the data, not in it: a copy of the data must not hold the keys to it. */
    private static Path keysFolder(Environment environment) {
        var data = Path.of(environment.getProperty("POSTMAGIQ_DATA_DIR", "var")).toAbsolutePath();
        return data.resolveSibling(data.getFileName() + "-keys");
    }

    private static @Nullable String text(Environment environment, String name) {
        var value = environment.getProperty(name);
        return value == null || value.isBlank() ? null : value;
    }
}
