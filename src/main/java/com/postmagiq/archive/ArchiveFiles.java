package com.postmagiq.archive;

import com.postmagiq.asset.PersonalFiles;
import com.postmagiq.kernel.problem.ProblemException;
import java.io.IOException;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Archives that people have sent. */
@Component
class ArchiveFiles {
    private final PersonalFiles files;
    private final JsonMapper json;

    ArchiveFiles(PersonalFiles files, JsonMapper json) {
        this.files = files;
        this.json = json;
    }

    /**
     * Opens the archive a person has sent.
     *
     * @throws ProblemException {@code import.archive_damaged} when it is gone or cannot be read
     */
    ArchiveFile open(UUID userId, UUID fileId) throws IOException {
        var stored =
                files.find(userId, fileId)
                        .orElseThrow(
                                () ->
                                        ArchiveFile.damaged(
                                                "the archive",
                                                "it was kept for a week and is gone"));
        return ArchiveFile.open(stored.path(), json);
    }
}
