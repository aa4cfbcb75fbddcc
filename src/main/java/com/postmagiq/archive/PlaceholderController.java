package com.postmagiq.archive;

import com.postmagiq.identity.Placeholders;
import com.postmagiq.identity.Placeholders.Placeholder;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.OperationAnswer;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** People whom an archive brought by name only, and who they are here. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/placeholders")
class PlaceholderController {
    /**
     * @param userId a member who may write
     */
    @Schema(name = "PlaceholderGift")
    record GiveRequest(@NotNull UUID userId) {}

    private final Placeholders placeholders;
    private final PlaceholderHandover handover;

    PlaceholderController(Placeholders placeholders, PlaceholderHandover handover) {
        this.placeholders = placeholders;
        this.handover = handover;
    }

    /** Those who are nobody here yet. */
    @GetMapping
    @RequiresScope(Scope.WORKSPACE_USERS)
    Page<Placeholder> placeholders(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return Page.of(
                placeholders.list(Cursor.decodeId(cursor), limit + 1), limit, Placeholder::id);
    }

    /**
     * Begins to make all that stands under a name a member's; it cannot be taken back. Until the
     * operation has succeeded the name is still listed, and what it did not come to stands under
     * it.
     */
    @PostMapping("/{id}/give")
    @RequiresScope(Scope.WORKSPACE_USERS)
    ResponseEntity<Operation> givePlaceholder(
            Actor actor, @PathVariable UUID id, @Valid @RequestBody GiveRequest body) {
        return OperationAnswer.accepted(handover.start(id, body.userId(), actor), actor);
    }
}
