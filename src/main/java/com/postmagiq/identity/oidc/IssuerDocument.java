package com.postmagiq.identity.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;

/** What an issuer publishes of itself: its addresses, and the keys its tokens are signed with. */
record IssuerDocument(URI authorization, URI token, JWKSet keys) {}
