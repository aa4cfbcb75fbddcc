package com.postmagiq.kernel.tasks;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.settings.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What this node signs its tasks with. Kept in the data directory, so that a restarted node knows
 * what its earlier life held and frees it at once.
 */
@Component
public class NodeName {
    private final String value;

    /**
     * @param given a name for one life only, for a process beside the node of the data directory;
     *     empty takes the kept one
     */
    NodeName(Installation installation, @Value("${postmagiq.node-name:}") String given) {
        if (!given.isBlank()) {
            this.value = given;
            return;
        }
        var file = installation.dataDir().resolve("node-name");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(installation.dataDir());
                Files.writeString(file, "node-" + Ids.next());
            }
            this.value = Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The data directory %s cannot be written: give it to the user that runs Postmagiq, or set POSTMAGIQ_DATA_DIR to another one."
                            .formatted(installation.dataDir()),
                    e);
        }
    }

    public String value() {
        return value;
    }
}
