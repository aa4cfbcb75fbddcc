package com.postmagiq.agents.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How this very program is started once more as the child that holds the model. */
final class HostCommand {
    /** The hidden command of the command line. */
    static final String NAME = "local-model-host";

    /** What the child may see of the server's environment: no key, no password, no database. */
    private static final Set<String> ALLOWED =
            Set.of("HOME", "LANG", "LC_ALL", "LC_CTYPE", "PATH", "TMPDIR", "TZ");

    private static final List<String> FLAGS =
            List.of(
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    // It holds texts of people; what is left of a crash holds them too.
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:ErrorFile=/dev/null",
                    "--enable-native-access=ALL-UNNAMED");

    private HostCommand() {}

    /**
     * The command of a server that was started from a jar or from classes.
     *
     * @param classPath as Java was given it
     * @param main the class it was started with; not needed for a jar
     */
    static List<String> of(String classPath, String main) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        var entries =
                Arrays.stream(classPath.split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList();
        if (entries.size() == 1 && entries.getFirst().endsWith(".jar")) {
            command.addAll(List.of("-jar", entries.getFirst()));
        } else {
            command.addAll(
                    List.of(
                            "-cp",
                            entries.stream().collect(Collectors.joining(File.pathSeparator)),
                            main));
        }
        command.add(NAME);
        return command;
    }

    static Map<String, String> environment(Map<String, String> ours) {
        var seen = new TreeMap<String, String>();
        ours.forEach(
                (name, value) -> {
                    if (ALLOWED.contains(name)) {
                        seen.put(name, value);
                    }
                });
        return seen;
    }
}
