package com.postmagiq.workflow.control;

import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workspace.WorkspaceDeleted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Ends what still runs in a workspace that is being deleted, in the transaction of that. */
@Component
class RunsOfDeletedWorkspace {
    private final Runs runs;
    private final RunCommands commands;

    RunsOfDeletedWorkspace(Runs runs, RunCommands commands) {
        this.runs = runs;
        this.commands = commands;
    }

    @EventListener
    void on(WorkspaceDeleted event) {
        runs.unended().forEach(id -> commands.abort(id, event.by()));
    }
}
