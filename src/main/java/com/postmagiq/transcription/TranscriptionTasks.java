package com.postmagiq.transcription;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tasks.Tasks;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Wakes the work on a transcription. Each wake-up has a key of its own, so that one asked for while
 * the last is still ending is not swallowed.
 */
@Component
class TranscriptionTasks {
    /** Ids only: tasks hold no tenant text. */
    record Ref(UUID workspaceId, UUID transcriptionId) {}

    static final TaskDescriptor<Ref> TRANSCRIBE = TaskDescriptor.of("transcribe", Ref.class);

    private final Tasks tasks;

    TranscriptionTasks(Tasks tasks) {
        this.tasks = tasks;
    }

    void schedule(UUID workspaceId, UUID id, Instant at) {
        tasks.schedule(TRANSCRIBE, id + ":" + Ids.next(), new Ref(workspaceId, id), at);
    }
}
