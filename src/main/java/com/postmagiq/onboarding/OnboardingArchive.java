package com.postmagiq.onboarding;

import static com.postmagiq.kernel.archive.ArchivedTable.travels;

import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.WorkspaceArchivePart;
import java.util.List;
import org.springframework.stereotype.Component;

/** Talks about strategies. */
@Component
class OnboardingArchive implements WorkspaceArchivePart {
    @Override
    public List<ArchivedTable> tables() {
        return List.of(travels("app.onboarding_conversations"));
    }
}
