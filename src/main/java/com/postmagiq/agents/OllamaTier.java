package com.postmagiq.agents;

import java.util.Locale;

/**
 * What a machine of a size runs well: the models behind {@code model: auto}.
 *
 * @see OllamaModels
 */
enum OllamaTier {
    CPU(0, "phi3:mini", "phi3:mini", "tinyllama", 4_096),
    GB_8(6, "llama3.1:8b", "mistral:7b", "phi3:mini", 8_192),
    GB_16(12, "llama3.1:8b", "llama3.1:8b", "llama3.2:3b", 32_768),
    GB_24(20, "llama3.1:70b-q4", "llama3.1:70b-q4", "llama3.1:8b", 65_536),
    GB_48(40, "llama3.1:70b", "llama3.1:70b", "llama3.1:70b-q4", 131_072);

    private static final int GIBIBYTE_BITS = 30;

    private final int fromGib;
    private final String writer;
    private final String auditor;
    private final String fallback;
    private final int context;

    OllamaTier(int fromGib, String writer, String auditor, String fallback, int context) {
        this.fromGib = fromGib;
        this.writer = writer;
        this.auditor = auditor;
        this.fallback = fallback;
        this.context = context;
    }

    /**
     * @param bytes of graphics memory
     */
    static OllamaTier of(long bytes) {
        var found = CPU;
        for (var tier : values()) {
            if (bytes >= (long) tier.fromGib << GIBIBYTE_BITS) {
                found = tier;
            }
        }
        return found;
    }

    /** The model for an agent; one whose name says that it audits gets the auditors'. */
    String model(String agent) {
        return agent.toLowerCase(Locale.ROOT).contains("audit") ? auditor : writer;
    }

    /** What is taken when the better model is missing and may not be fetched. */
    String fallback() {
        return fallback;
    }

    /** Tokens of prompt and answer together. */
    int context() {
        return context;
    }
}
