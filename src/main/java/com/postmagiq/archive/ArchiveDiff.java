package com.postmagiq.archive;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What two archives differ in, apart from what belongs to their installations: the first line of
 * each file that is another one.
 */
public final class ArchiveDiff {
    /** The manifest, and what is only to be read. */
    private static final Set<String> OF_THE_INSTALLATION =
            Set.of(Manifest.FILE, "members.jsonl", "audit.jsonl");

    private static final int MOST_SHOWN = 20;
    private static final int LONGEST_SHOWN = 300;

    private ArchiveDiff() {}

    /** The first twenty differences, one sentence each; none when they are the same workspace. */
    public static List<String> between(Path one, Path other) throws IOException {
        try (var left = new ZipFile(one.toFile());
                var right = new ZipFile(other.toFile())) {
            var names = names(left);
            names.addAll(names(right));
            var differences = new ArrayList<String>();
            for (var name : names) {
                if (differences.size() == MOST_SHOWN) {
                    break;
                }
                compare(left, right, name, differences);
            }
            return List.copyOf(differences);
        }
    }

    private static Set<String> names(ZipFile zip) {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> !OF_THE_INSTALLATION.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void compare(ZipFile left, ZipFile right, String name, List<String> differences)
            throws IOException {
        var one = left.getEntry(name);
        var other = right.getEntry(name);
        if (one == null || other == null) {
            differences.add(
                    "%s: only in the %s archive".formatted(name, one == null ? "second" : "first"));
            return;
        }
        if (name.endsWith(".jsonl")) {
            compareLines(name, left.getInputStream(one), right.getInputStream(other), differences);
        } else if (!sameBytes(left.getInputStream(one), right.getInputStream(other))) {
            differences.add(name + ": other bytes");
        }
    }

    private static boolean sameBytes(InputStream one, InputStream other) throws IOException {
        try (var left = new BufferedInputStream(one);
                var right = new BufferedInputStream(other)) {
            int read;
            do {
                read = left.read();
                if (read != right.read()) {
                    return false;
                }
            } while (read >= 0);
            return true;
        }
    }

    private static void compareLines(
            String name, InputStream one, InputStream other, List<String> differences)
            throws IOException {
        try (var left = lines(one);
                var right = lines(other)) {
            var number = 0;
            String first;
            String second;
            do {
                number++;
                first = left.readLine();
                second = right.readLine();
                if (!Objects.equals(first, second)) {
                    differences.add(
                            "%s line %d:%n  %s%n  %s"
                                    .formatted(name, number, shown(first), shown(second)));
                    return;
                }
            } while (first != null);
        }
    }

    private static BufferedReader lines(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private static String shown(@Nullable String line) {
        if (line == null) {
            return "(no such line)";
        }
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
    }
}
