package com.postmagiq.admin;

import com.postmagiq.audit.AuditEntries;
import com.postmagiq.audit.AuditEntry;
import com.postmagiq.audit.EntryFilter;
import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.page.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How the installation is doing: numbers, background work, the log over everything. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/admin")
class OperationsController {
    private final Overview overview;
    private final TaskList tasks;
    private final AuditEntries entries;

    OperationsController(Overview overview, TaskList tasks, AuditEntries entries) {
        this.overview = overview;
        this.tasks = tasks;
        this.entries = entries;
    }

    @GetMapping("/overview")
    Overview.Numbers overview() {
        return overview.now();
    }

    @GetMapping("/tasks")
    Page<TaskList.Task> tasks(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return tasks.page(cursor, limit);
    }

    /** Lets recurring work begin now. */
    @PostMapping("/tasks/{task_name}/run")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void run(@PathVariable("task_name") String name, @AuthenticationPrincipal SignedIn me) {
        tasks.run(name, me.userId());
    }

    /** Entries of all workspaces and of none, newest first. */
    @GetMapping("/audit-logs")
    Page<AuditEntry> auditLogs(
            @RequestParam(name = "workspace_id", required = false) @Nullable UUID workspaceId,
            @RequestParam(name = "actor_id", required = false) @Nullable UUID actorId,
            @RequestParam(required = false) @Size(max = 60) @Nullable String action,
            @Schema(allowableValues = {"success", "denied", "failed"})
                    @RequestParam(required = false)
                    @Pattern(regexp = "success|denied|failed")
                    @Nullable String outcome,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Size(max = 100) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return entries.pageOfAll(
                new EntryFilter(workspaceId, actorId, action, null, null, outcome, from, to, q),
                cursor,
                limit);
    }
}
