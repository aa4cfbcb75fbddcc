package com.postmagiq.identity;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The settings as they are when nobody sets anything. */
final class TestSettings {
    static final IdentitySettings DEFAULTS =
            new Binder(new MapConfigurationPropertySource())
                    .bindOrCreate("postmagiq.identity", IdentitySettings.class);

    private TestSettings() {}
}
