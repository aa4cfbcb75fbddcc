package com.postmagiq.content;

import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The samples a workspace began with. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/seed-data")
class SeedDataController {
    private final SeedContent samples;

    SeedDataController(SeedContent samples) {
        this.samples = samples;
    }

    @GetMapping
    @RequiresScope(Scope.CONTENT_READ)
    SeedContent.Seeds seedData() {
        return samples.seeds();
    }

    /** Removes what nobody has touched; the rest has become people's own. */
    @DeleteMapping
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    SeedContent.Removed removeSeedData(Actor actor) {
        return samples.remove(actor);
    }
}
