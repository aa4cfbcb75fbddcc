package com.postmagiq.audit;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.operations.Operation;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The audit log of a workspace. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/audit-logs")
class AuditController {
    private static final int MOST_OF_RESOURCE = 500;
    private static final int MOST_OF_PERSON = 200;

    private final AuditEntries entries;
    private final AuditExport export;
    private final Verification verification;

    AuditController(AuditEntries entries, AuditExport export, Verification verification) {
        this.entries = entries;
        this.export = export;
        this.verification = verification;
    }

    /** Newest first. */
    @GetMapping
    @RequiresScope(Scope.AUDIT_READ)
    Page<AuditEntry> list(
            @RequestParam(name = "actor_id", required = false) @Nullable UUID actorId,
            @RequestParam(required = false) @Size(max = 60) @Nullable String action,
            @RequestParam(name = "resource_type", required = false) @Size(max = 60)
                    @Nullable String resourceType,
            @RequestParam(name = "resource_id", required = false) @Nullable UUID resourceId,
            @Schema(allowableValues = {"success", "denied", "failed"})
                    @RequestParam(required = false)
                    @Pattern(regexp = "success|denied|failed")
                    @Nullable String outcome,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Size(max = 100) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var filter =
                new EntryFilter(
                        null, actorId, action, resourceType, resourceId, outcome, from, to, q);
        return entries.page(filter, cursor, limit);
    }

    /** Every kind of entry, in words; the catalogue is short and comes whole. */
    @GetMapping("/actions")
    @RequiresScope(Scope.AUDIT_READ)
    Page<ActionCatalogue.Action> actions() {
        return new Page<>(ActionCatalogue.all(), null);
    }

    /** Whether the seals fit the entries. */
    @GetMapping("/verification")
    @RequiresScope(Scope.AUDIT_READ)
    Verification.Report verification() {
        return verification.ofWorkspaceNow();
    }

    @GetMapping("/{entry_id}")
    @RequiresScope(Scope.AUDIT_READ)
    AuditEntry get(@PathVariable("entry_id") UUID id) {
        return entries.find(id).orElseThrow(AuditController::nothing);
    }

    /** What happened to one thing, newest first. */
    @GetMapping("/resources/{resource_type}/{resource_id}")
    @RequiresScope(Scope.AUDIT_READ)
    Page<AuditEntry> ofResource(
            @PathVariable("resource_type") String type,
            @PathVariable("resource_id") UUID id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") @Min(1) @Max(MOST_OF_RESOURCE) int limit) {
        return known(entries.page(EntryFilter.ofResource(type, id), cursor, limit), cursor);
    }

    /** What one person did, newest first. */
    @GetMapping("/users/{user_id}")
    @RequiresScope(Scope.AUDIT_READ)
    Page<AuditEntry> ofPerson(
            @PathVariable("user_id") UUID userId,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") @Min(1) @Max(MOST_OF_PERSON) int limit) {
        return known(entries.page(EntryFilter.ofActor(userId), cursor, limit), cursor);
    }

    /** The entries as a file: long work, and itself an entry. */
    @PostMapping("/export")
    @RequiresScope(Scope.AUDIT_READ)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Operation export(@Valid @RequestBody AuditExport.Wish body, Actor actor) {
        return export.start(body, actor.userId());
    }

    /** A person or thing without a single entry is none that is known here. */
    private static Page<AuditEntry> known(Page<AuditEntry> page, @Nullable String cursor) {
        if (page.items().isEmpty() && cursor == null) {
            throw nothing();
        }
        return page;
    }

    private static ProblemException nothing() {
        return new ProblemException(
                GeneralProblem.NOT_FOUND,
                "The log of this workspace has no such entry, or none about this.");
    }
}
