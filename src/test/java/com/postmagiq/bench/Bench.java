package com.postmagiq.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures the parts named by its arguments ({@code engine}, {@code identity}, {@code import},
 * {@code list}, {@code posts}, {@code quality}, {@code scale}) and writes their figures to a JSON
 * file. {@code BENCH_SMALL=1} takes less data and less time, for trying things out.
 */
public final class Bench {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Bench() {}

    /** Arguments: the JSON file, then the parts to measure. */
    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]);
        var parts = Set.of(arguments);
        var small = "1".equals(System.getenv("BENCH_SMALL"));
        var folder = Files.createDirectories(file.toAbsolutePath().resolveSibling("bench"));
        var figures = new ArrayList<Measured>();
        if (parts.contains("quality")) {
            figures.addAll(QualityBench.measure(small ? 1500 : 3000, 5));
        }
        if (parts.contains("identity")) {
            figures.add(identity(folder, small));
        }
        if (parts.stream().anyMatch(Set.of("engine", "list", "identity", "import")::contains)) {
            IdentityBench.liftLimits();
            figures.addAll(server(parts, folder, small));
        }
        if (parts.contains("posts")) {
            IdentityBench.liftLimits();
            figures.addAll(
                    new PostsBench(
                                    folder,
                                    small ? 10_000 : 100_000,
                                    small ? 10_000 : 50_000,
                                    small ? 100 : 1000)
                            .measure(small ? 200 : 500));
        }
        if (parts.contains("scale")) {
            figures.addAll(new ScaleBench(folder).measure(small ? 200 : 1000));
        }
        write(file, figures);
        figures.forEach(System.out::println);
    }

    /** On a server of its own, which counts no requests: that is not what is measured there. */
    private static Measured identity(Path folder, boolean small) throws IOException {
        var counting = "postmagiq.rate-limit.enabled";
        System.setProperty(counting, "false");
        try (var server = BenchServer.start(Files.createDirectories(folder.resolve("uncounted")))) {
            return new IdentityBench(server)
                    .checks(Duration.ofSeconds(small ? 3 : 8), small ? 2 : 5);
        } finally {
            System.clearProperty(counting);
        }
    }

    private static List<Measured> server(Set<String> parts, Path folder, boolean small) {
        var figures = new ArrayList<Measured>();
        try (var server = BenchServer.start(folder)) {
            if (parts.contains("engine")) {
                figures.addAll(
                        new EngineBench(server, folder)
                                .measure(
                                        Duration.ofSeconds(small ? 10 : 30),
                                        small ? 64 : 240,
                                        small ? 2 : 3));
            }
            if (parts.contains("identity")) {
                figures.add(new IdentityBench(server).storm(Duration.ofSeconds(small ? 5 : 15)));
            }
            if (parts.contains("import")) {
                figures.addAll(new ImportBench(server).measure(small ? 1000 : 10_000));
            }
            if (parts.contains("list")) {
                figures.addAll(
                        new ListBench(server, folder, small ? 100 : 1000, small ? 200 : 500)
                                .measure(
                                        Duration.ofSeconds(small ? 24 : 30),
                                        Duration.ofSeconds(small ? 4 : 8),
                                        3));
            }
        }
        return figures;
    }

    private static void write(Path file, List<Measured> figures) throws IOException {
        var all =
                figures.stream()
                        .sorted(Comparator.comparing(Measured::name))
                        .collect(Collectors.toMap(Measured::name, Bench::entry));
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
    }

    private static Map<String, Object> entry(Measured figure) {
        return Map.of(
                "value", figure.value(),
                "limit", figure.limit(),
                "better", figure.larger() ? "larger" : "smaller");
    }
}
