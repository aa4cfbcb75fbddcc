package com.postmagiq.workflow.engine;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.quality.CheckRequest;
import com.postmagiq.quality.ProvenanceTracer;
import com.postmagiq.quality.QualityChecks;
import com.postmagiq.quality.Source;
import com.postmagiq.quality.TextRange;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Reports;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs the checks that need no model over every draft, final and human edit. */
@Component
public class TextChecks {
    private final QualityChecks checks = new QualityChecks();
    private final ProvenanceTracer tracer = new ProvenanceTracer(checks);
    private final Clock clock;

    TextChecks(Clock clock) {
        this.clock = clock;
    }

    /** The report of a text of a run, or null for outputs that are not posts. */
    Reports.@Nullable Stored report(Lease lease, OutputType type, Output output) {
        if (type != OutputType.DRAFT && type != OutputType.FINAL) {
            return null;
        }
        return check(
                output.id(),
                output.content(),
                lease.sources(),
                lease.shape(),
                lease.run.platform(),
                lease.config,
                lease.previousPosts,
                List.of());
    }

    /**
     * Checks any text against its sources.
     *
     * @param human ranges a person wrote, which need no source
     */
    public Reports.Stored check(
            UUID outputId,
            String text,
            List<Source> sources,
            @Nullable String shape,
            String platform,
            WorkflowConfig config,
            List<String> previousPosts,
            List<TextRange> human) {
        var report =
                checks.check(
                        new CheckRequest(
                                text,
                                sources,
                                shape,
                                platform,
                                config.quality().overrides(),
                                previousPosts,
                                List.of()));
        var provenance = tracer.trace(text, sources, human);
        return new Reports.Stored(Ids.next(), outputId, report, provenance, clock.instant());
    }

    /** Maximal runs of non-whitespace. */
    public static int words(String text) {
        var stripped = text.strip();
        return stripped.isEmpty() ? 0 : stripped.split("\\s+").length;
    }
}
