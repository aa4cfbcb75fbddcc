package com.postmagiq.operations;

import com.postmagiq.workspace.Actor;
import java.net.URI;
import org.springframework.http.ResponseEntity;

/** The answer to a request that has asked for long work. */
public final class OperationAnswer {
    private OperationAnswer() {}

    /** 202 with the work as it stands, and where to look after it. */
    public static ResponseEntity<Operation> accepted(Operation operation, Actor actor) {
        return ResponseEntity.accepted()
                .location(
                        URI.create(
                                "/api/v1/w/%s/operations/%s"
                                        .formatted(actor.workspaceId(), operation.id())))
                .body(operation);
    }
}
