package com.postmagiq.kernel.postgres;

import com.postmagiq.kernel.postgres.PostgresStartFailure.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says that this process runs the server of a folder. The operating system drops the lock when the
 * process dies, however it dies.
 */
final class FolderLock implements AutoCloseable {
    /**
     * The folders locked by this process. Asked before the file is touched: on POSIX systems
     * closing any channel on a locked file gives up the lock, so a second try here must not even
     * open it.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * @param folder an existing folder, as a real path
     * @throws PostgresStartFailure {@code IN_USE} when somebody else has it, naming the process
     */
    static FolderLock take(Path folder) throws IOException {
        if (!HELD_HERE.add(folder)) {
            throw inUse(folder, String.valueOf(ProcessHandle.current().pid()));
        }
        try {
            var file = folder.resolve("lock");
            var channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw inUse(folder, Files.readString(file).strip());
            }
            var pid = String.valueOf(ProcessHandle.current().pid());
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            channel.force(false);
            return new FolderLock(folder, channel);
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(folder);
            throw e;
        }
    }

    private static PostgresStartFailure inUse(Path folder, String pid) {
        return new PostgresStartFailure(
                Reason.IN_USE,
                "The embedded database in %s is already run by process %s: stop that process, or give this"
                                .formatted(folder, pid.isEmpty() ? "(unknown)" : pid)
                        + " one a folder of its own with POSTMAGIQ_DATA_DIR.");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(folder);
        }
    }
}
