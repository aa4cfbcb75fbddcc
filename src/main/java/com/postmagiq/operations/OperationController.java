package com.postmagiq.operations;

import com.postmagiq.asset.Assets;
import com.postmagiq.asset.FileAnswer;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.AnyMember;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Long work that the caller has started in a workspace. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/operations")
class OperationController {
    private final Operations operations;
    private final OperationRunner runner;
    private final Assets assets;

    OperationController(Operations operations, OperationRunner runner, Assets assets) {
        this.operations = operations;
        this.runner = runner;
        this.assets = assets;
    }

    /** Newest first. */
    @GetMapping
    @AnyMember
    Page<Operation> list(
            @RequestParam(required = false) @Size(max = 40) @Nullable String kind,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            Actor actor) {
        return operations.page(actor.userId(), kind, cursor, limit);
    }

    @GetMapping("/{operation_id}")
    @AnyMember
    Operation get(@PathVariable("operation_id") UUID id, Actor actor) {
        return operations.get(id, actor.userId());
    }

    @PostMapping("/{operation_id}/cancel")
    @AnyMember
    Operation cancel(@PathVariable("operation_id") UUID id, Actor actor) {
        return operations.cancel(id, actor.userId());
    }

    /** The file, for whoever still has the right that making it took. */
    @GetMapping("/{operation_id}/download")
    @AnyMember
    ResponseEntity<Resource> download(@PathVariable("operation_id") UUID id, Actor actor) {
        var operation = operations.get(id, actor.userId());
        var scope = runner.handler(operation.kind()).scope();
        if (scope != null) {
            actor.require(scope);
        }
        var file = operations.fileOf(operation);
        return FileAnswer.of(assets.export(file), assets.pathOf(file));
    }
}
