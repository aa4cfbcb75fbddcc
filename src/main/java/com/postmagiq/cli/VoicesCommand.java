package com.postmagiq.cli;

import picocli.CommandLine.Command;

/** The voices that ship. */
@Command(name = "voices", description = "Puts the voices that ship into the database.")
final class VoicesCommand {
    private final Cli cli;

    VoicesCommand(Cli cli) {
        this.cli = cli;
    }

    @Command(name = "seed", description = "New texts become new versions; equal ones stay.")
    int seed() {
        return PersonasCommand.seed(cli, "voice"::equals);
    }
}
