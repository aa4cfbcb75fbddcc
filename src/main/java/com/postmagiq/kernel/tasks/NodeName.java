package com.postmagiq.kernel.tasks;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.settings.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What this node signs its tasks with. Kept in the data directory, so that a restarted node knows
 * what its earlier life held and frees it at once. The file is locked for as long as this process
 * lives: one beside it on the same directory takes a name of its own, for otherwise each would free
 * what the other is working on.
 */
@Component
public class NodeName implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeName.class);
    private static final String FILE = "node-name";
    private static final int LONGEST = 200;

    private final String value;

    /** Holds the lock; null for a name of one life only. */
    private final @Nullable FileChannel kept;

    /**
     * @param given a name for one life only, for a process beside the node of the data directory;
     *     empty takes the kept one
     */
    NodeName(Installation installation, @Value("${postmagiq.node-name:}") String given) {
        if (!given.isBlank()) {
            this.value = given;
            this.kept = null;
            return;
        }
        try {
            this.kept = locked(Files.createDirectories(installation.dataDir()).resolve(FILE));
            this.value = kept == null ? fresh() : nameIn(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The data directory %s cannot be written: give it to the user that runs Postmagiq, or set POSTMAGIQ_DATA_DIR to another one."
                            .formatted(installation.dataDir()),
                    e);
        }
        if (kept == null) {
            LOG.info(
                    "Another process is the node of {}; this one is {} until it ends, and what it leaves behind goes on elsewhere",
                    installation.dataDir(),
                    value);
        }
    }

    public String value() {
        return value;
    }

    /** The name may be taken again. */
    @Override
    public void close() throws IOException {
        if (kept != null) {
            kept.close();
        }
    }

    /** The file with its lock, which ends with the process; null when somebody else has it. */
    private static @Nullable FileChannel locked(Path file) throws IOException {
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // Another application context of this very process has it.
        }
        channel.close();
        return null;
    }

    private static String nameIn(FileChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(LONGEST);
        while (channel.read(buffer) >= 0 && buffer.hasRemaining()) {
            // until all is read
        }
        var known =
                new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
        if (!known.isEmpty()) {
            return known;
        }
        var name = fresh();
        channel.truncate(0).write(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)), 0);
        return name;
    }

    private static String fresh() {
        return "node-" + Ids.next();
    }
}
