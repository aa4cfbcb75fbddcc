package com.postmagiq.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a package says of itself. */
final class PackageText {
    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    private static final Pattern ALLOWED =
            Pattern.compile("allowedDependencies\\s*=\\s*\\{([^}]*)}");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

    private PackageText() {}

    static String firstSentence(String packageName) {
        var comment = COMMENT.matcher(source(packageName));
        if (!comment.find()) {
            throw new IllegalStateException(packageName + " has no comment");
        }
        var text = comment.group(1).replaceAll("(?m)^\\s*\\*", " ").replaceAll("\\s+", " ");
        return text.strip().split("(?<=\\.) ", 2)[0];
    }

    /**
     * What the module may use; read from the source, since tests have packages of the same name.
     */
    static List<String> allowed(String packageName) {
        var allowed = ALLOWED.matcher(source(packageName));
        if (!allowed.find()) {
            throw new IllegalStateException(
                    packageName + " must carry @ApplicationModule(allowedDependencies = {…})");
        }
        return QUOTED.matcher(allowed.group(1))
                .results()
                .map(name -> name.group(1))
                .sorted()
                .toList();
    }

    private static String source(String packageName) {
        try {
            return Files.readString(
                    Path.of("src/main/java", packageName.split("\\."))
                            .resolve("package-info.java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
