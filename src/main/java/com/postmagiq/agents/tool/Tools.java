package com.postmagiq.agents.tool;

import com.postmagiq.agents.Agent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the tools of this server and runs them. */
public final class Tools {
    /** What a tool may see of the server's environment: no key, no password, no database. */
    private static final Set<String> ALLOWED =
            Set.of(
                    "HOME",
                    "USER",
                    "LOGNAME",
                    "LANG",
                    "LC_ALL",
                    "LC_CTYPE",
                    "TZ",
                    "TMPDIR",
                    "XDG_CONFIG_HOME",
                    "XDG_DATA_HOME",
                    "XDG_CACHE_HOME",
                    "HTTP_PROXY",
                    "HTTPS_PROXY",
                    "NO_PROXY",
                    "SSL_CERT_FILE",
                    "NODE_EXTRA_CA_CERTS");

    private final List<Path> folders;
    private final Map<String, String> environment;
    private final Duration grace;

    /**
     * @param path folders of programs, as in {@code PATH}
     * @param more names of variables a tool may see besides the usual ones
     * @param grace between asking a tool to end and ending it
     */
    public Tools(String path, List<String> more, Duration grace, Map<String, String> ours) {
        this.folders =
                Arrays.stream(path.split(File.pathSeparator))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of)
                        .filter(Path::isAbsolute)
                        .toList();
        var allowed = new HashSet<>(ALLOWED);
        allowed.addAll(more);
        var seen = new TreeMap<String, String>();
        ours.forEach(
                (name, value) -> {
                    if (allowed.contains(name)) {
                        seen.put(name, value);
                    }
                });
        seen.put("PATH", path);
        this.environment = seen;
        this.grace = grace;
    }

    /** Where the tool lies; empty when it is not installed. */
    public Optional<Path> find(Tool tool) {
        return folders.stream()
                .map(folder -> folder.resolve(tool.program()))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /**
     * @param program what {@link #find} gave
     * @param effort low, medium or high; null leaves it to the tool
     */
    public Agent agent(Tool tool, Path program, String model, @Nullable String effort) {
        return new ToolAgent(tool, program, model, effort, environment, grace);
    }
}
