package com.postmagiq.agents;

/**
 * A provider's credential. Prints as three stars, so that no log line, message or settings dump can
 * carry it.
 *
 * @param value the secret; blank means none was given
 */
public record ApiKey(String value) {
    public static final ApiKey NONE = new ApiKey("");

    public ApiKey {
        value = value.strip();
    }

    public boolean present() {
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return present() ? "***" : "";
    }
}
