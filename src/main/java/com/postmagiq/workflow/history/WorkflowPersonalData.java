package com.postmagiq.workflow.history;

import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who decided in runs and set findings aside; the runs themselves belong to their workspace. */
@Component
class WorkflowPersonalData implements PersonalData {
    @Override
    public List<PersonalTable> tables() {
        return List.of(
                PersonalTable.of(
                        Place.WORKSPACE,
                        "app.workflow_decisions",
                        "decided_by = :person",
                        "decisions.jsonl"),
                PersonalTable.of(
                        Place.WORKSPACE,
                        "app.finding_dismissals",
                        "dismissed_by = :person",
                        "dismissed_findings.jsonl"));
    }
}
