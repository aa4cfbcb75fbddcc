/** The protocol of OpenID Connect (Core 1.0, code flow with PKCE) towards issuers elsewhere. */
@NullMarked
package com.postmagiq.identity.oidc;

import org.jspecify.annotations.NullMarked;
