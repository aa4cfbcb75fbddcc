package com.postmagiq.content.exchange;

import com.postmagiq.operations.Operation;
import com.postmagiq.operations.OperationAnswer;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import jakarta.validation.Valid;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Content as files. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/content/export")
class ExportController {
    private final ContentExport export;

    ExportController(ContentExport export) {
        this.export = export;
    }

    /** Long work; the file is fetched from the operation. */
    @PostMapping
    @RequiresScope(Scope.CONTENT_READ)
    ResponseEntity<Operation> exportContent(
            @Valid @RequestBody ContentExport.Wish body, Actor actor) {
        return OperationAnswer.accepted(export.start(body, actor), actor);
    }
}
