package com.postmagiq.identity;

import com.postmagiq.Api;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The issuers of these tests: one that does as it is told, and one that is real. */
abstract class IssuersTest {
    static final TestIssuer ISSUER = new TestIssuer();
    static final RealIssuer REAL = new RealIssuer();

    final Api stranger;
    final OidcBrowser browser;

    IssuersTest(Api stranger) {
        this.stranger = stranger;
        this.browser = new OidcBrowser(stranger);
    }

    @DynamicPropertySource
    static void issuers(DynamicPropertyRegistry settings) {
        settings.add("postmagiq.identity.oidc.local.issuer", ISSUER::address);
        settings.add("postmagiq.identity.oidc.local.client-id", () -> TestIssuer.CLIENT);
        settings.add("postmagiq.identity.oidc.local.client-secret", () -> TestIssuer.SECRET);
        settings.add("postmagiq.identity.oidc.local.label", () -> "Local directory");
        settings.add("postmagiq.identity.oidc.strict.issuer", ISSUER::address);
        settings.add("postmagiq.identity.oidc.strict.client-id", () -> TestIssuer.CLIENT);
        settings.add("postmagiq.identity.oidc.strict.client-secret", () -> TestIssuer.SECRET);
        settings.add("postmagiq.identity.oidc.strict.register", () -> "false");
        settings.add("postmagiq.identity.oidc.strict.allowed-domains", () -> "example.com");
        settings.add("postmagiq.identity.oidc.trusted.issuer", ISSUER::address);
        settings.add("postmagiq.identity.oidc.trusted.client-id", () -> TestIssuer.CLIENT);
        settings.add("postmagiq.identity.oidc.trusted.client-secret", () -> TestIssuer.SECRET);
        settings.add("postmagiq.identity.oidc.trusted.trust-second-factor", () -> "true");
        settings.add("postmagiq.identity.oidc.gone.issuer", () -> "http://127.0.0.1:1");
        settings.add("postmagiq.identity.oidc.gone.client-id", () -> TestIssuer.CLIENT);
        settings.add("postmagiq.identity.oidc.gone.client-secret", () -> TestIssuer.SECRET);
        settings.add("postmagiq.identity.oidc.real.issuer", REAL::address);
        settings.add("postmagiq.identity.oidc.real.client-id", () -> RealIssuer.CLIENT);
        settings.add("postmagiq.identity.oidc.real.client-secret", () -> RealIssuer.SECRET);
    }
}
