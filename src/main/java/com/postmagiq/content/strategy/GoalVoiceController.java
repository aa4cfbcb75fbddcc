package com.postmagiq.content.strategy;

import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes a voice the one the current strategy speaks in. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/voice-profiles")
class GoalVoiceController {
    private final Goals goals;

    GoalVoiceController(Goals goals) {
        this.goals = goals;
    }

    /** The current strategy with the voice it now speaks in. */
    @PostMapping("/{profile_id}/make-default")
    @RequiresScope(Scope.STRATEGY_WRITE)
    ResponseEntity<Goal> makeVoiceDefault(
            Actor actor, @PathVariable("profile_id") String reference) {
        var goal = goals.makeDefaultVoice(actor, reference);
        return ResponseEntity.ok().eTag(IfMatch.tag(goal.revision())).body(goal);
    }
}
