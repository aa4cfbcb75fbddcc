package com.postmagiq.agents;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;

/**
 * Leaves a service alone for a while once half of its last calls failed: one breaker per provider,
 * model and key, since one customer's exhausted account says nothing about another's.
 */
final class ServiceBreakers {
    private static final int CALLS_LOOKED_AT = 20;
    private static final int CALLS_NEEDED = 5;
    private static final float FAILED_PERCENT = 50;
    private static final int TRIAL_CALLS = 3;

    private final Duration wait;
    private final CircuitBreakerRegistry registry;

    ServiceBreakers(Duration wait) {
        this.wait = wait;
        this.registry =
                CircuitBreakerRegistry.of(
                        CircuitBreakerConfig.custom()
                                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                                .slidingWindowSize(CALLS_LOOKED_AT)
                                .minimumNumberOfCalls(CALLS_NEEDED)
                                .failureRateThreshold(FAILED_PERCENT)
                                .waitDurationInOpenState(wait)
                                .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                                .build());
    }

    /**
     * The same agent behind the breaker of its service.
     *
     * @param service what shares the breaker
     * @param name what messages call the service
     */
    Agent guard(String service, String name, Agent agent) {
        var breaker = registry.circuitBreaker(service);
        return (request, onDelta) -> ask(breaker, name, agent, request, onDelta);
    }

    private AgentAnswer ask(
            CircuitBreaker breaker,
            String name,
            Agent agent,
            AgentRequest request,
            DeltaListener onDelta) {
        if (!breaker.tryAcquirePermission()) {
            throw new AgentFailure(
                    AgentFailure.Kind.SERVICE_OPEN,
                    "Model %s failed too often just now and is left alone for up to %d s."
                            .formatted(name, wait.toSeconds()),
                    wait,
                    Usage.NONE);
        }
        var start = breaker.getCurrentTimestamp();
        try {
            var answer = agent.ask(request, onDelta);
            breaker.onSuccess(elapsed(breaker, start), breaker.getTimestampUnit());
            return answer;
        } catch (AgentFailure failure) {
            note(breaker, start, failure);
            throw failure;
        } catch (RuntimeException fault) {
            breaker.releasePermission(); // ours or the listener's, not the service's
            throw fault;
        }
    }

    private static void note(CircuitBreaker breaker, long start, AgentFailure failure) {
        switch (failure.kind()) {
            case OVERLOADED, TIMEOUT, NETWORK, UNKNOWN ->
                    breaker.onError(elapsed(breaker, start), breaker.getTimestampUnit(), failure);
            // The service is well; it declined this call.
            case RATE_LIMITED,
                    SERVICE_OPEN,
                    AUTH,
                    BAD_REQUEST,
                    CONTEXT_OVERFLOW,
                    CONTENT_FILTERED,
                    EMPTY,
                    CANCELLED,
                    UNAVAILABLE ->
                    breaker.releasePermission();
        }
    }

    private static long elapsed(CircuitBreaker breaker, long start) {
        return breaker.getCurrentTimestamp() - start;
    }
}
