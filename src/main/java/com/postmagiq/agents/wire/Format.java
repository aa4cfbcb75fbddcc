package com.postmagiq.agents.wire;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.Usage;
import java.net.http.HttpRequest;

/** How one provider is asked, and how its answers read. */
interface Format {

    /** Address, headers and body of the call. */
    HttpRequest question(AgentRequest request);

    /** Reads one answer. */
    Reading reading(AgentRequest request, Failures failures);

    /**
     * What is wrong, in OpenAI's vocabulary as far as it has a word; empty when only the status
     * tells.
     *
     * @param body of an answer that is not 200
     */
    String problem(String body);

    /** An answer as far as it has come. Failures are {@link com.postmagiq.agents.AgentFailure}. */
    interface Reading {

        /** Takes the next line and gives the text it adds; may be empty. */
        String take(String line);

        /** Whether any text has come. */
        boolean anything();

        /** Tokens so far, estimated when the provider has not counted yet. */
        Usage usage();

        /** The answer when no line is left; a failure when it is none. */
        AgentAnswer end();
    }
}
