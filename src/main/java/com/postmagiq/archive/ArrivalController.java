package com.postmagiq.archive;

import com.postmagiq.identity.SignedIn;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.Operations;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Whole workspaces, in. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/workspaces/import")
class ArrivalController {
    private static final String PATH = "/api/v1/workspaces/import/";

    /**
     * @param name of the new workspace; left out it keeps the archive's
     * @param accountId whose account pays; left out it is the caller's own
     * @param matchMe whether what the archive says of the caller's address becomes theirs; else it
     *     stays under a name only, as everybody else's
     */
    @Schema(name = "WorkspaceImportRequest")
    record CommitRequest(
            @Nullable @Size(max = 120) String name,
            @Nullable UUID accountId,
            @Nullable Boolean matchMe) {}

    private final Arrivals arrivals;
    private final Operations operations;

    ArrivalController(Arrivals arrivals, Operations operations) {
        this.arrivals = arrivals;
        this.operations = operations;
    }

    /**
     * Looks into an archive, sent as the body; nothing is written before somebody says so. It takes
     * the place of one that waits.
     */
    @PostMapping(consumes = "application/zip")
    ResponseEntity<Operation> proposeWorkspace(
            @AuthenticationPrincipal SignedIn me, HttpServletRequest request) throws IOException {
        var operation = arrivals.propose(me.userId(), request.getInputStream());
        return ResponseEntity.accepted()
                .location(URI.create(PATH + operation.id()))
                .body(operation);
    }

    /** How far an import has come. */
    @GetMapping("/{import_id}")
    Operation workspaceImport(
            @AuthenticationPrincipal SignedIn me, @PathVariable("import_id") UUID id) {
        return operations.getOfPerson(id, me.userId());
    }

    /** What an archive holds that waits. */
    @GetMapping("/{import_id}/preview")
    Arrivals.Preview previewWorkspace(
            @AuthenticationPrincipal SignedIn me, @PathVariable("import_id") UUID id)
            throws IOException {
        return arrivals.look(me.userId(), id);
    }

    /** Takes over what the preview showed, into a new workspace. */
    @PostMapping("/{import_id}/commit")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Operation commitWorkspace(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable("import_id") UUID id,
            @Valid @RequestBody CommitRequest body)
            throws IOException {
        return arrivals.commit(
                me.userId(),
                id,
                body.name(),
                body.accountId(),
                Boolean.TRUE.equals(body.matchMe()));
    }

    /** Ends an import before it is done; of its workspace nothing stays. */
    @PostMapping("/{import_id}/cancel")
    Operation cancelWorkspaceImport(
            @AuthenticationPrincipal SignedIn me, @PathVariable("import_id") UUID id) {
        return arrivals.cancel(me.userId(), id);
    }
}
