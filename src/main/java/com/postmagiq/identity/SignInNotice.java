package com.postmagiq.identity;

/** What the sign-in page tells before anybody has signed in; answered by the module that knows. */
public interface SignInNotice {
    /**
     * Whether this installation has no model to call, so that every text is made by rules alone.
     */
    boolean offlineOnly();
}
