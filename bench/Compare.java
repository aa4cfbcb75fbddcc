import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Joins measured figures into one file, prints them beside their limits and the recorded baseline, and fails when a
 * ratio is more than 15 % worse than recorded. Absolute times and sizes are compared with their limits only, since
 * they say as much about the machine as about the product. Runs from its source: it needs no build.
 */
public final class Compare {
    private static final double TOLERATED = 0.15;
    private static final Pattern ENTRY =
            Pattern.compile("\"(\\w+)\"\\s*:\\s*(\\{[^{}]*\\})");

    private record Figure(double value, double limit, boolean larger) {
        static Figure read(String json) {
            return new Figure(
                    number(json, "value"), number(json, "limit"), json.contains("\"larger\""));
        }

        private static double number(String json, String name) {
            var found = Pattern.compile("\"" + name + "\"\\s*:\\s*([-+0-9.eE]+)").matcher(json);
            if (!found.find()) {
                throw new IllegalArgumentException("A figure without " + name + ": " + json);
            }
            return Double.parseDouble(found.group(1));
        }

        boolean good() {
            return larger ? value >= limit : value <= limit;
        }

        boolean worseThan(Figure before) {
            return larger
                    ? value < before.value * (1 - TOLERATED)
                    : value > before.value * (1 + TOLERATED);
        }
    }

    private Compare() {}

    /** Arguments: the joined file, the baseline, "--record" or nothing, then the measured files. */
    public static void main(String[] arguments) throws IOException {
        var joined = Path.of(arguments[0]);
        var baseline = Path.of(arguments[1]);
        var record = arguments[2].equals("--record");
        var measured = new TreeMap<String, String>();
        for (var file : List.of(arguments).subList(3, arguments.length)) {
            measured.putAll(read(Path.of(file)));
        }
        write(joined, measured);
        var before = Files.exists(baseline) ? read(baseline) : new TreeMap<String, String>();
        var worse = new ArrayList<String>();
        System.out.printf("%n%-28s %10s %12s %10s%n", "figure", "measured", "limit", "baseline");
        measured.forEach(
                (name, json) -> {
                    var figure = Figure.read(json);
                    var recorded = before.get(name);
                    System.out.printf(
                            Locale.ROOT,
                            "%-28s %10.3f    %s %8.3f %10s  %s%n",
                            name,
                            figure.value(),
                            figure.larger() ? ">=" : "<=",
                            figure.limit(),
                            recorded == null ? "-" : Figure.read(recorded).value(),
                            figure.good() ? "" : "misses its limit");
                    if (recorded != null
                            && name.contains("_vs_")
                            && figure.worseThan(Figure.read(recorded))) {
                        worse.add(name);
                    }
                });
        if (record) {
            before.putAll(measured);
            write(baseline, before);
            System.out.println("Recorded in " + baseline);
        } else if (!worse.isEmpty()) {
            System.err.println(
                    "More than 15 % worse than recorded in %s: %s"
                            .formatted(baseline, String.join(", ", worse)));
            System.exit(1);
        }
    }

    private static TreeMap<String, String> read(Path file) throws IOException {
        var entries = new TreeMap<String, String>();
        var found = ENTRY.matcher(Files.readString(file));
        while (found.find()) {
            entries.put(found.group(1), found.group(2).replaceAll("\\s+", " "));
        }
        return entries;
    }

    private static void write(Path file, TreeMap<String, String> entries) throws IOException {
        var lines = new ArrayList<String>();
        entries.forEach((name, json) -> lines.add("  \"%s\": %s".formatted(name, json)));
        Files.writeString(file, "{\n" + String.join(",\n", lines) + "\n}\n");
    }
}
