package com.postmagiq.privacy;

import com.postmagiq.kernel.privacy.CopiedFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.util.FileSystemUtils;

/**
 * Where a copy of somebody's data grows: a folder for each place they were in, with their rows and
 * files, renamed once it is whole; in the end all of it becomes one archive.
 */
final class CopyFolder {
    private static final String UNFINISHED = ".part";
    private static final String ROWS = "rows";
    private static final String FILES = "files";

    /**
     * The archive.
     *
     * @param files in it, the manifest not counted
     */
    record Archive(Path file, int files, int rows) {}

    private final Path root;

    CopyFolder(Path root) {
        this.root = root;
    }

    /** Whether a place's part is whole already. */
    boolean has(String place) {
        return Files.isDirectory(root.resolve(place));
    }

    /** Begins a place's part anew. */
    Part begin(String place) throws IOException {
        var folder = root.resolve(place + UNFINISHED);
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder.resolve(ROWS));
        Files.createDirectories(folder.resolve(FILES));
        return new Part(folder, root.resolve(place));
    }

    /** What comes from one place. */
    static final class Part implements CopiedFiles {
        private final Path folder;
        private final Path whole;

        private Part(Path folder, Path whole) {
            this.folder = folder;
            this.whole = whole;
        }

        /** Takes rows of a file of the copy, one a line, behind those it has already. */
        Writer rowsOf(String file) throws IOException {
            return Files.newBufferedWriter(
                    folder.resolve(ROWS).resolve(file),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }

        @Override
        public void add(String path, Content content) throws IOException {
            var files = folder.resolve(FILES);
            var target = files.resolve(safe(path)).normalize();
            if (!target.startsWith(files)) {
                throw new IOException("No path inside a copy: " + path);
            }
            Files.createDirectories(target.getParent());
            try (var out = new BufferedOutputStream(Files.newOutputStream(target))) {
                content.writeTo(out);
            }
        }

        void whole() throws IOException {
            Files.move(folder, whole, StandardCopyOption.ATOMIC_MOVE);
        }

        /** Names that no file system refuses, however people called their files. */
        private static String safe(String path) {
            return path.replaceAll("[^\\p{L}\\p{N}/._ -]", "_").replaceAll("(^|/)\\.+", "$1_");
        }
    }

    /** Puts everything into one archive, with a list of what is in it. */
    Archive pack(LocalDate day) throws IOException {
        var archive = root.resolve("copy.zip");
        try (var zip = new CopyArchive(Files.newOutputStream(archive))) {
            zip.text("README.txt", readMe(day));
            for (var rows : rowFiles().entrySet()) {
                zip.rows(rows.getKey(), rows.getValue());
            }
            for (var part : parts()) {
                var files = part.resolve(FILES);
                for (var file : below(files)) {
                    zip.file(files.relativize(file).toString().replace('\\', '/'), file);
                }
            }
            zip.finish();
            return new Archive(archive, zip.files(), zip.rows());
        }
    }

    private SortedMap<String, List<Path>> rowFiles() throws IOException {
        var found = new TreeMap<String, List<Path>>();
        for (var part : parts()) {
            for (var file : below(part.resolve(ROWS))) {
                found.computeIfAbsent(String.valueOf(file.getFileName()), _ -> new ArrayList<>())
                        .add(file);
            }
        }
        return found;
    }

    private List<Path> parts() throws IOException {
        try (var all = Files.list(root)) {
            return all.filter(Files::isDirectory)
                    .filter(folder -> !folder.toString().endsWith(UNFINISHED))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> below(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String readMe(LocalDate day) {
        return """
                Your data in Postmagiq, as it was on %s.

                Each .json file holds a list, each .jsonl file one object a line; times are UTC. The folder
                posts has the texts you wrote, assets the files you added. Of other people there are only
                ids, and no passwords, keys or codes of your own. manifest.json lists every file with its
                SHA-256 and, where there are any, its rows.
                """
                .formatted(day);
    }
}
