package com.postmagiq.cli;

import com.postmagiq.agents.local.LocalModelHost;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What a server starts beside itself to run the model of a file; nothing for people. */
@Command(name = "local-model-host", hidden = true, description = "Runs a local model for a server.")
final class ModelHostCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        LocalModelHost.serve();
        return Exit.OK;
    }
}
