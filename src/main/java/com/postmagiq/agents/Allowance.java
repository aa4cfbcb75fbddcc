package com.postmagiq.agents;

/**
 * What one provider lets one key do, counted by all nodes together.
 *
 * @param credential a hash of the key
 * @param requestsPerMinute zero sets no limit
 * @param tokensPerMinute prompt and answer together; zero sets no limit
 */
public record Allowance(
        String provider, String credential, int requestsPerMinute, int tokensPerMinute) {}
