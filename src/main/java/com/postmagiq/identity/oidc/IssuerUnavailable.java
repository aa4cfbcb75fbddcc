package com.postmagiq.identity.oidc;

/** An issuer that did not answer, or answered something that cannot be trusted. */
public class IssuerUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    IssuerUnavailable(String message) {
        super(message);
    }

    IssuerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
