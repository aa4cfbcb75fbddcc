package com.postmagiq.workflow.config;

import com.postmagiq.kernel.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry and the configurations that came with the product. A directory may replace them file
 * by file; nothing outside it is ever read, whatever a registry or a link in it says.
 */
public final class ShippedWorkflows {
    private static final String REGISTRY = "registry.yaml";
    private static final String CLASS_PATH = "/workflows/";

    private final @Nullable Path directory;

    /**
     * @param directory replaces shipped files by name; null for the shipped ones alone
     */
    public ShippedWorkflows(@Nullable Path directory) {
        this.directory = directory;
    }

    /**
     * The directory that was asked for, else {@code ./workflows} where it exists.
     *
     * @param workflowsDir value of WORKFLOWS_DIR; null or blank when unset
     */
    public static ShippedWorkflows in(@Nullable String workflowsDir) {
        if (workflowsDir != null && !workflowsDir.isBlank()) {
            var directory = Path.of(workflowsDir);
            if (!Files.isDirectory(directory)) {
                throw new ProblemException(
                        ConfigProblem.REGISTRY_UNREADABLE,
                        "WORKFLOWS_DIR names '%s', which is no directory; correct or unset it."
                                .formatted(workflowsDir));
            }
            return new ShippedWorkflows(directory);
        }
        var here = Path.of("workflows");
        return new ShippedWorkflows(Files.isDirectory(here) ? here : null);
    }

    /**
     * The registry.
     *
     * @throws ProblemException {@code registry.unreadable}
     */
    public Registry registry() {
        return Registry.parse(
                read(REGISTRY)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                ConfigProblem.REGISTRY_UNREADABLE,
                                                "workflows/registry.yaml is missing.")));
    }

    /** The text of an entry's file; empty when there is none below the directory. */
    public Optional<String> text(RegistryEntry entry) {
        return read(entry.configFile());
    }

    private Optional<String> read(String name) {
        try {
            var replaced = fromDirectory(name);
            return replaced.isPresent() ? replaced : fromClassPath(name);
        } catch (CharacterCodingException e) {
            throw new ProblemException(
                    ConfigProblem.REGISTRY_UNREADABLE,
                    "workflows/%s is not UTF-8 text; save it as UTF-8.".formatted(name));
        } catch (IOException e) {
            throw new UncheckedIOException("workflows/%s cannot be read.".formatted(name), e);
        }
    }

    private Optional<String> fromDirectory(String name) throws IOException {
        if (directory == null) {
            return Optional.empty();
        }
        var file = directory.resolve(name);
        if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(directory.toRealPath())) {
            return Optional.empty();
        }
        return Optional.of(decode(capped(Files.newInputStream(file))));
    }

    private static Optional<String> fromClassPath(String name) throws IOException {
        if (name.contains("..")) {
            return Optional.empty();
        }
        var stream = ShippedWorkflows.class.getResourceAsStream(CLASS_PATH + name);
        return stream == null ? Optional.empty() : Optional.of(decode(capped(stream)));
    }

    /** One byte over the limit is enough for the validator to refuse the text as too large. */
    private static byte[] capped(InputStream stream) throws IOException {
        try (stream) {
            return stream.readNBytes(YamlText.MAX_BYTES + 1);
        }
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        if (bytes.length > YamlText.MAX_BYTES) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
