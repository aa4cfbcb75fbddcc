package com.postmagiq.agents.tool;

import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a tool says about its own failure. It is read for its cause and shown to nobody: it may
 * quote the prompt or a login.
 */
final class ToolComplaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whole words: a line number such as 1429 limits nothing. */
    private static final Pattern BUSY =
            words(
                    "429|rate limit(s|ed)?|too many requests|resource_exhausted|quota exceeded|overloaded");

    private static final Pattern LOGIN =
            words(
                    "401|403|unauthorized|unauthenticated|forbidden|not logged in|log in|login|invalid api key|authentication_error|authentication failed");
    private static final Pattern TOO_LONG =
            words("prompt is too long|context_length_exceeded|context window|context length");

    ToolComplaint(String words) {
        super(words);
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])(" + alternatives + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE);
    }

    private String words() {
        return Objects.requireNonNullElse(getMessage(), "");
    }

    /**
     * @param program what messages call the tool
     * @param code the program's exit code
     */
    AgentFailure failure(String program, int code) {
        if (BUSY.matcher(words()).find()) {
            return new AgentFailure(
                    Kind.RATE_LIMITED, "The tool %s wants fewer calls.".formatted(program));
        }
        if (LOGIN.matcher(words()).find()) {
            return new AgentFailure(
                    Kind.AUTH,
                    "The tool %s is not signed in on this server; run it once by hand and sign in."
                            .formatted(program));
        }
        if (TOO_LONG.matcher(words()).find()) {
            return new AgentFailure(
                    Kind.CONTEXT_OVERFLOW,
                    "The tool %s cannot read that much text at once.".formatted(program));
        }
        return new AgentFailure(
                Kind.UNKNOWN,
                "The tool %s ended with code %d; run it by hand to see what it says."
                        .formatted(program, code));
    }
}
