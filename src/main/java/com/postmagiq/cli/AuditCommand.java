package com.postmagiq.cli;

import com.postmagiq.audit.Verification;
import com.postmagiq.workspace.Workspaces;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether the audit log is as it was written. */
@Command(name = "audit", description = "Compares the audit log with its seals.")
final class AuditCommand {
    private final Cli cli;

    AuditCommand(Cli cli) {
        this.cli = cli;
    }

    /**
     * The result as JSON.
     *
     * @param ok whether everything fits
     */
    record Result(boolean ok, List<Verification.Log> logs) {}

    @Command(
            name = "verify",
            description =
                    "Walks the seals of the named workspace, of the installation, or of everything; ends with 1 where something does not fit.")
    int verify(
            @Option(
                            names = "--installation",
                            description = "Only what has no workspace, such as signing in.")
                    boolean installation) {
        var terminal = cli.terminal();
        try (var context = cli.launcher().command(List.of())) {
            context.getBean(JdbcTemplate.class);
            var logs = logs(context, cli.workspace(), installation);
            var ok = logs.stream().allMatch(log -> log.report().ok());
            terminal.document(new Result(ok, logs));
            logs.forEach(this::show);
            return ok ? Exit.OK : Exit.FAILED;
        }
    }

    private static List<Verification.Log> logs(
            ConfigurableApplicationContext context, @Nullable String slug, boolean installation) {
        var verification = context.getBean(Verification.class);
        if (installation) {
            return List.of(new Verification.Log(null, verification.ofInstallation()));
        }
        if (slug == null) {
            return verification.everything();
        }
        var workspaceId =
                context.getBean(Workspaces.class)
                        .ownerOf(slug)
                        .orElseThrow(() -> Desk.noWorkspace(slug))
                        .workspaceId();
        return List.of(new Verification.Log(workspaceId, verification.ofWorkspace(workspaceId)));
    }

    private void show(Verification.Log log) {
        var report = log.report();
        var name = log.workspaceId() == null ? "installation" : "workspace " + log.workspaceId();
        var fault = report.problem();
        if (fault == null) {
            cli.terminal()
                    .say(
                            "%s: ok, %d seals%s; sealed until %s",
                            name,
                            report.seals(),
                            report.skipped() == 0
                                    ? ""
                                    : " (%d of them over entries that are gone because of their age)"
                                            .formatted(report.skipped()),
                            Objects.requireNonNullElse(report.sealedUntil(), "never"));
            return;
        }
        cli.terminal()
                .say(
                        "%s: %s at seal %d, recorded from %s to %s%s",
                        name,
                        fault.kind().code(),
                        fault.sealNo(),
                        fault.from(),
                        fault.to(),
                        fault.entries().isEmpty() ? "" : "; there now: " + fault.entries());
    }
}
