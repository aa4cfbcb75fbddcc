package com.postmagiq.cli;

import com.postmagiq.kernel.crypto.KeyRotation;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;

/** The keys under which secrets lie in the database. */
@Command(name = "keys", description = "Changes the keys of stored secrets.")
final class KeysCommand {
    private final Cli cli;

    KeysCommand(Cli cli) {
        this.cli = cli;
    }

    /** How many values lie under the new key now. */
    record Result(int encrypted) {}

    @Command(
            name = "rotate",
            description =
                    "Makes a new data key and encrypts every stored secret anew; servers may go on meanwhile.")
    int rotate() {
        try (var context = cli.launcher().command(List.of())) {
            context.getBean(JdbcTemplate.class);
            var encrypted = context.getBean(KeyRotation.class).rotate();
            cli.terminal().document(new Result(encrypted));
            cli.terminal().say("A new data key is in use; %d values lie under it now.", encrypted);
            return Exit.OK;
        }
    }
}
