package com.postmagiq.kernel.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** A secret in a file that only this user can read, made on the first start. */
public final class OwnerOnlyFile {
    private OwnerOnlyFile() {}

    /**
     * Reads the secret, or keeps a new one when there is none. Two nodes that start at once agree.
     *
     * @param folder where the installation keeps its keys; made when absent
     * @param name of the file
     * @param setting what to set when the folder cannot be written
     * @param fresh makes a secret, in ASCII
     */
    public static String readOrMake(
            Path folder, String name, String setting, Supplier<String> fresh) {
        var file = folder.resolve(name);
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            var options =
                    Set.of(
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            var ownerOnly =
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"));
            // Two nodes may start at once: the lock makes one of them write and the other read.
            try (var channel = FileChannel.open(file, options, ownerOnly);
                    var _ = channel.lock()) {
                return channel.size() == 0 ? write(channel, fresh.get()) : read(channel);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A secret cannot be kept in %s: %s. Make the folder writable for this user, or set %s."
                            .formatted(file.toAbsolutePath(), e.getMessage(), setting),
                    e);
        }
    }

    private static String write(FileChannel channel, String secret) throws IOException {
        Channels.newOutputStream(channel).write(secret.getBytes(StandardCharsets.US_ASCII));
        channel.force(true);
        return secret;
    }

    private static String read(FileChannel channel) throws IOException {
        return new String(
                        Channels.newInputStream(channel).readAllBytes(), StandardCharsets.US_ASCII)
                .strip();
    }
}
