package com.postmagiq.audit;

import com.postmagiq.kernel.database.MonthlyPartitions;
import org.springframework.stereotype.Service;

/** The months of both logs. */
@Service
public class AuditMonths {
    private final MonthlyPartitions partitions;

    AuditMonths(MonthlyPartitions partitions) {
        this.partitions = partitions;
    }

    /**
     * Brings the months up to date; a second time changes nothing.
     *
     * @return how many months were dropped, those of both logs counted
     * @throws IllegalStateException when the database refuses; entries then go where none was made
     */
    public int keep() {
        return partitions.keep("app.make_audit_month", "app.drop_audit_months", Verification.KEPT);
    }
}
