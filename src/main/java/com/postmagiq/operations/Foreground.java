package com.postmagiq.operations;

import java.util.UUID;
import org.springframework.stereotype.Service;

/** Works on operations here and now, for whoever waits at a terminal. */
@Service
public class Foreground {
    private final OperationRunner runner;
    private final Operations operations;

    Foreground(OperationRunner runner, Operations operations) {
        this.runner = runner;
        this.operations = operations;
    }

    /** Makes an attempt at what a person asked for; the operation as it then is. */
    public Operation attemptOfPerson(UUID id, UUID by) {
        runner.attempt(Ledger.PERSON, id);
        return operations.getOfPerson(id, by);
    }
}
