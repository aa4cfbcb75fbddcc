package com.postmagiq.cli;

import com.postmagiq.kernel.postgres.DatabaseInstallFailure;
import com.postmagiq.kernel.postgres.PostgresStartFailure;
import com.postmagiq.kernel.problem.ProblemException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionException;

/** Turns what stopped a command or a start into one sentence and an exit code. */
final class Sentences {
    private Sentences() {}

    /** A failure as a person should read it. */
    static CommandFailure of(Throwable failure) {
        var chain = chain(failure);
        for (var link : chain) {
            switch (link) {
                case CommandFailure told -> {
                    return told;
                }
                case ProblemException problem -> {
                    return new CommandFailure(exit(problem), message(problem), failure);
                }
                case PostgresStartFailure _, DatabaseInstallFailure _ -> {
                    return new CommandFailure(Exit.FAILED, message(link), failure);
                }
                case PortInUseException port -> {
                    return new CommandFailure(
                            Exit.FAILED,
                            "Port %d is taken by another program: stop that one, or choose another with --port."
                                    .formatted(port.getPort()),
                            failure);
                }
                case BindException binding -> {
                    return new CommandFailure(Exit.USAGE, setting(binding, chain), failure);
                }
                case FlywayException _ -> {
                    return new CommandFailure(
                            Exit.FAILED,
                            "The tables of the database could not be brought up to date: %s"
                                    .formatted(firstLine(chain.getLast())),
                            failure);
                }
                case UncheckedIOException file -> {
                    return new CommandFailure(Exit.FAILED, message(file), failure);
                }
                default -> {}
            }
        }
        var root = chain.getLast();
        if (root instanceof IllegalArgumentException || root instanceof IllegalStateException) {
            return new CommandFailure(Exit.FAILED, message(root), failure);
        }
        return new CommandFailure(
                Exit.FAILED,
                "Something unexpected stopped this (%s: %s); run it again with --stacktrace to see where."
                        .formatted(root.getClass().getSimpleName(), firstLine(root)),
                failure);
    }

    private static int exit(ProblemException problem) {
        var code = problem.problem().code();
        return switch (code) {
            case "agent.unavailable", "transcription.not_configured" -> Exit.AGENT;
            case "run.cap_invalid", "run.cap_below_quote", "plan.feature_unavailable" ->
                    Exit.BUDGET;
            default -> {
                var missing =
                        code.endsWith("not_found")
                                || code.startsWith("workflow_config.")
                                || code.startsWith("registry.");
                yield missing ? Exit.CONFIGURATION : Exit.USAGE;
            }
        };
    }

    private static String setting(BindException binding, List<Throwable> chain) {
        var root = chain.getLast();
        var property = binding.getProperty();
        if (chain.stream().noneMatch(ConversionException.class::isInstance) || property == null) {
            return message(root);
        }
        return "The setting %s is '%s', which cannot be read as %s: correct it, or take it away to get the default."
                .formatted(
                        binding.getName(),
                        property.getValue(),
                        binding.getTarget().getType().resolve(Object.class).getSimpleName());
    }

    private static List<Throwable> chain(Throwable failure) {
        var chain = new ArrayList<Throwable>();
        for (var link = failure; link != null && !chain.contains(link); link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }

    private static String message(Throwable link) {
        var message = link.getMessage();
        return message == null || message.isBlank() ? link.getClass().getSimpleName() : message;
    }

    private static String firstLine(Throwable link) {
        return message(link).lines().findFirst().orElse("").strip();
    }
}
