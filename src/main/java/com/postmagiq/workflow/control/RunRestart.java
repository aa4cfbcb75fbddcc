package com.postmagiq.workflow.control;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.persona.WorkspaceVoice;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Tries a run that went wrong once more with every limit at its beginning. What counts towards the
 * hard limits of a run never goes back, so this is a new run, of the same story by the same text of
 * the configuration; the old one stays as it ended.
 */
@Service
public class RunRestart {
    private final Runs runs;
    private final Outputs outputs;
    private final ArmConfigs configs;
    private final WorkflowRuns starts;
    private final WorkspaceVoice voices;

    RunRestart(
            Runs runs,
            Outputs outputs,
            ArmConfigs configs,
            WorkflowRuns starts,
            WorkspaceVoice voices) {
        this.runs = runs;
        this.outputs = outputs;
        this.configs = configs;
        this.starts = starts;
        this.voices = voices;
    }

    /**
     * Starts the new run.
     *
     * @return its id; the run names the old one as its parent
     * @throws ProblemException {@code scope_missing} without {@code workflow:admin}, {@code
     *     run.conflict} unless the run is halted or failed, {@code agent.unavailable}
     */
    public UUID restart(UUID runId, Actor actor) {
        if (!actor.may(Scope.WORKFLOW_ADMIN)) {
            throw new ProblemException(
                            GeneralProblem.SCOPE_MISSING,
                            "Trying again with fresh limits needs workflow:admin; without reset_limits what was used up goes on counting.")
                    .with("required", List.of(Scope.WORKFLOW_ADMIN.code()));
        }
        var run = runs.find(runId).orElseThrow(() -> RunCommands.unknown(runId.toString()));
        if (run.status() != RunStatus.HALTED && run.status() != RunStatus.FAILED) {
            throw RunCommands.conflict(run, "retried");
        }
        return starts.startAgain(
                request(run),
                actor,
                configs.pinned(run.configSlug(), run.configVersion(), run.configHash(), run.tier()),
                run.id());
    }

    private StartRequest request(Run run) {
        var story =
                outputs.of(run.id()).stream()
                        .filter(output -> output.type().equals(Output.STORY_TYPE))
                        .findFirst()
                        .orElseThrow();
        return new StartRequest(
                        story.content(),
                        run.storyLabel(),
                        run.configSlug(),
                        run.tier(),
                        run.platform(),
                        run.shape(),
                        run.unattended(),
                        run.skipQuestions(),
                        false,
                        run.maxCostUsd())
                .forPost(run.postId())
                .inVoice(voices.ofRun(run.id()).orElse(null));
    }
}
