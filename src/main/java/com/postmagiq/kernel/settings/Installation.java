package com.postmagiq.kernel.settings;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where and as what this installation runs.
 *
 * @param dataDir everything that must survive a restart when the database is embedded; {@code
 *     POSTMAGIQ_DATA_DIR}
 * @param environment {@code DEPLOYMENT_ENV}
 * @param publicBaseUrl where people open the product, without a slash at the end; links in mails
 */
@ConfigurationProperties("postmagiq")
public record Installation(
        @DefaultValue("var") Path dataDir,
        @DefaultValue("development") Environment environment,
        @DefaultValue("http://localhost:8080") String publicBaseUrl) {

    public Installation {
        if (!publicBaseUrl.matches("https?://[^\\s/?#]+")) {
            throw new IllegalArgumentException(
                    "postmagiq.public-base-url is %s; it is scheme and host without a path, for example https://app.example.com"
                            .formatted(publicBaseUrl));
        }
    }

    /**
     * Which workflow configurations exist here, and whether missing secrets may be made up at the
     * first start.
     */
    public enum Environment {
        DEVELOPMENT,
        STAGING,
        PRODUCTION;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Keys lie beside the data, so that a copy of the data alone tells no secret. */
    public Path keysDir() {
        var data = dataDir.toAbsolutePath().normalize();
        return data.resolveSibling(data.getFileName() + "-keys");
    }
}
