package com.postmagiq.cli;

import com.postmagiq.identity.People;
import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Who operates the installation, for when nobody can say it in the browser. */
@Command(name = "admin", description = "Gives and takes the right to operate the installation.")
final class AdminCommand {
    private final Cli cli;

    AdminCommand(Cli cli) {
        this.cli = cli;
    }

    @Command(name = "grant", description = "Makes somebody an operator.")
    int grant(@Parameters(paramLabel = "EMAIL") String email) {
        return change(email, true);
    }

    @Command(name = "revoke", description = "Takes that from somebody; the last one stays.")
    int revoke(@Parameters(paramLabel = "EMAIL") String email) {
        return change(email, false);
    }

    private int change(String email, boolean operator) {
        try (var context = cli.launcher().command(List.of())) {
            // Everything that reads tables waits for the migrations, so asking for it runs them.
            context.getBean(JdbcTemplate.class);
            var user =
                    context.getBean(Users.class)
                            .byEmail(email)
                            .map(User::id)
                            .orElseThrow(
                                    () ->
                                            new CommandFailure(
                                                    Exit.CONFIGURATION,
                                                    "Nobody here has the address %s."
                                                            .formatted(email)));
            var person = context.getBean(People.class).change(user, null, operator, null);
            cli.terminal().document(person);
            cli.terminal()
                    .say(
                            "%s %s the installation.",
                            person.email(), person.isSuperuser() ? "operates" : "does not operate");
            return Exit.OK;
        }
    }
}
