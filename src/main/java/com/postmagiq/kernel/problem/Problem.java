package com.postmagiq.kernel.problem;

import org.springframework.http.HttpStatus;

/**
 * One way a request can be refused. Each module lists its own in one enum; a code never changes.
 */
public interface Problem {
    /** For programs: {@code area.reason}, or a general code without a dot. */
    String code();

    HttpStatus status();

    /** For people: the kind of refusal, the same for every occurrence. */
    String title();
}
