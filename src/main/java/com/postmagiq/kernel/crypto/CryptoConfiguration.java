package com.postmagiq.kernel.crypto;

import com.postmagiq.kernel.settings.Installation;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Takes the master key from the settings, or keeps one beside the data where that is safe. */
@Configuration(proxyBeanMethods = false)
class CryptoConfiguration {
    @Bean
    MasterKeys masterKeys(Environment environment, Installation installation) {
        var previous = environment.getProperty(MasterKeys.SETTING + "_PREVIOUS", "");
        var key = environment.getProperty(MasterKeys.SETTING, "");
        if (!key.isBlank()) {
            return MasterKeys.of(key.strip(), previous);
        }
        var file = environment.getProperty(MasterKeys.SETTING + "_FILE", "");
        if (!file.isBlank()) {
            return MasterKeys.ofFile(Path.of(file), previous);
        }
        var embedded = environment.getProperty("postmagiq.database.url", "").isBlank();
        if (installation.environment() != Installation.Environment.DEVELOPMENT && !embedded) {
            throw new IllegalStateException(
                    "%s is not set, and with DEPLOYMENT_ENV=%s and a named database none is made up, since all nodes need the same one. Make one with: openssl rand -base64 32"
                            .formatted(MasterKeys.SETTING, installation.environment().code()));
        }
        return MasterKeys.kept(installation.keysDir(), previous);
    }
}
