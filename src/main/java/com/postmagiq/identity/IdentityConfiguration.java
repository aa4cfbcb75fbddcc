package com.postmagiq.identity;

import com.postmagiq.kernel.crypto.SealedColumn;
import com.postmagiq.kernel.settings.Installation;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Takes the settings of signing in, and refuses to start with ones that are not safe. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
class IdentityConfiguration {
    @Bean
    SigningKeys signingKeys(
            Environment environment, Installation installation, IdentitySettings settings) {
        refuseWeakHashesInProduction(installation, settings);
        var previous = text(environment, "JWT_SECRET_PREVIOUS");
        var secret = text(environment, "JWT_SECRET");
        if (secret != null) {
            return SigningKeys.of(secret, previous);
        }
        var embedded = text(environment, "postmagiq.database.url") == null;
        if (installation.environment() != Installation.Environment.DEVELOPMENT && !embedded) {
            throw new IllegalStateException(
                    "JWT_SECRET is not set, and with DEPLOYMENT_ENV=%s and a named database none is made up, since all nodes need the same one. Make one with: openssl rand -base64 48"
                            .formatted(installation.environment().code()));
        }
        return SigningKeys.kept(installation.keysDir(), previous);
    }

    @Bean
    SealedColumn sealedSecondFactors() {
        return new SealedColumn("second_factors", "secret_enc");
    }

    @Bean
    SealedColumn sealedSignInAttempts() {
        return new SealedColumn("sign_in_attempts", "payload_enc");
    }

    private static void refuseWeakHashesInProduction(
            Installation installation, IdentitySettings settings) {
        if (installation.environment() == Installation.Environment.PRODUCTION
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

    private static @Nullable String text(Environment environment, String name) {
        var value = environment.getProperty(name);
        return value == null || value.isBlank() ? null : value;
    }
}
