package com.postmagiq.archive;

import com.postmagiq.identity.FreshProof;
import com.postmagiq.identity.PasswordProof;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.OperationAnswer;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A whole workspace, out. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/privacy/export")
class ArchiveController {
    /**
     * @param includeAssets whether stored files go along; left out they do
     * @param includeRuns whether ended runs go along; left out they do
     */
    @Schema(name = "WorkspaceExportRequest")
    record ExportRequest(
            @Nullable @Size(max = 1024) String password,
            @Nullable Boolean includeAssets,
            @Nullable Boolean includeRuns)
            implements PasswordProof {
        private Manifest.Options options() {
            return new Manifest.Options(
                    !Boolean.FALSE.equals(includeAssets), !Boolean.FALSE.equals(includeRuns));
        }
    }

    private final WorkspaceExport exports;

    ArchiveController(WorkspaceExport exports) {
        this.exports = exports;
    }

    /** Begins an archive of the workspace; the operation has the file when it has succeeded. */
    @PostMapping
    @RequiresScope(Scope.WORKSPACE_DELETE)
    @FreshProof
    ResponseEntity<Operation> exportWorkspace(@Valid @RequestBody ExportRequest body, Actor actor) {
        return OperationAnswer.accepted(exports.start(body.options(), actor.userId()), actor);
    }
}
