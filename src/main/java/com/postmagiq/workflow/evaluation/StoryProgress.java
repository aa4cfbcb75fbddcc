package com.postmagiq.workflow.evaluation;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.history.FindingChanges;
import com.postmagiq.workflow.run.Reports;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One story over its runs. What changed from one to the next is read from the stored reports each
 * time, so that it says nothing about texts that were deleted since.
 */
@Service
@Transactional(readOnly = true)
public class StoryProgress {
    private static final int MOST = 200;
    private static final int SHOWN_LABEL = 80;

    private static final String RUNS =
            """
            select r.id, r.label, r.iteration, r.started_at, r.final_score, r.total_cost_usd, r.final_output_id,
                   o.words
              from app.workflow_runs r
              left join app.workflow_outputs o on o.workspace_id = r.workspace_id and o.id = r.final_output_id
             where r.story_key = :key and r.deleted_at is null and\s"""
                    + Included.RUNS
                    + " order by r.iteration desc, r.id desc limit "
                    + MOST;

    private final JdbcClient jdbc;
    private final Reports reports;

    StoryProgress(JdbcClient jdbc, Reports reports) {
        this.jdbc = jdbc;
        this.reports = reports;
    }

    private record Known(
            UUID id,
            String label,
            int iteration,
            @Nullable Instant startedAt,
            @Nullable Integer finalScore,
            BigDecimal totalCostUsd,
            @Nullable UUID finalOutputId,
            @Nullable Integer words) {}

    /**
     * The newest 200 runs of a story, oldest first.
     *
     * @param money whether costs are shown
     * @throws ProblemException {@code evaluation.story_not_found}
     */
    public EvaluationViews.Story of(String storyKey, Included included, boolean money) {
        var label = label(storyKey).orElseThrow(() -> unknown(storyKey));
        var runs =
                jdbc.sql(RUNS)
                        .param("key", storyKey)
                        .params(included.parameters())
                        .query(Known.class)
                        .list()
                        .reversed();
        var checked =
                reports.checked(
                        runs.stream()
                                .flatMap(run -> Optional.ofNullable(run.finalOutputId()).stream())
                                .toList());
        var iterations = new ArrayList<EvaluationViews.Iteration>();
        for (var i = 0; i < runs.size(); i++) {
            var run = runs.get(i);
            iterations.add(
                    new EvaluationViews.Iteration(
                            run.iteration(),
                            run.id(),
                            run.startedAt(),
                            run.finalScore(),
                            money ? Rounded.two(run.totalCostUsd()) : null,
                            i == 0 ? null : improvements(runs.get(i - 1), run, checked)));
        }
        return new EvaluationViews.Story(label, storyKey, iterations, slope(runs));
    }

    private Optional<String> label(String storyKey) {
        return jdbc.sql(
                        """
                        select label from app.workflow_runs
                         where story_key = :key and deleted_at is null order by id desc limit 1
                        """)
                .param("key", storyKey)
                .query(String.class)
                .optional();
    }

    /**
     * The key of the story somebody names by key or by label; the newest where several have it.
     *
     * @throws ProblemException {@code evaluation.story_not_found}
     */
    public String keyOf(String story) {
        return jdbc.sql(
                        """
                        select story_key from app.workflow_runs
                         where (story_key = :story or label = :story) and deleted_at is null
                         order by id desc limit 1
                        """)
                .param("story", story)
                .query(String.class)
                .optional()
                .orElseThrow(() -> unknown(story));
    }

    private static ProblemException unknown(String story) {
        var shown = story.length() <= SHOWN_LABEL ? story : story.substring(0, SHOWN_LABEL) + "...";
        return new ProblemException(
                EvaluationProblem.UNKNOWN_STORY,
                "No run of this workspace has the story '%s'; story_key of a run names its story."
                        .formatted(shown));
    }

    /** Such as {@code Score 6 to 8; 3 findings fixed, 1 new; 180 to 165 words}. */
    private static @Nullable String improvements(
            Known before, Known after, Map<UUID, Reports.Checked> checked) {
        var parts = new ArrayList<String>();
        if (before.finalScore() != null && after.finalScore() != null) {
            parts.add("Score %d to %d".formatted(before.finalScore(), after.finalScore()));
        }
        var first = before.finalOutputId() == null ? null : checked.get(before.finalOutputId());
        var second = after.finalOutputId() == null ? null : checked.get(after.finalOutputId());
        if (first != null && second != null) {
            var changes = FindingChanges.between(first, second);
            parts.add(
                    "%d findings fixed, %d new"
                            .formatted(changes.fixed().size(), changes.added().size()));
        }
        if (before.words() != null && after.words() != null) {
            parts.add("%d to %d words".formatted(before.words(), after.words()));
        }
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    /** Least squares over the iterations that have a score. */
    private static @Nullable BigDecimal slope(List<Known> runs) {
        var n = 0L;
        var x = 0L;
        var y = 0L;
        var xy = 0L;
        var xx = 0L;
        for (var run : runs) {
            if (run.finalScore() != null) {
                long iteration = run.iteration();
                long score = run.finalScore();
                n++;
                x += iteration;
                y += score;
                xy += iteration * score;
                xx += iteration * iteration;
            }
        }
        var spread = n * xx - x * x;
        return spread == 0
                ? null
                : Rounded.two(
                        BigDecimal.valueOf(n * xy - x * y)
                                .divide(BigDecimal.valueOf(spread), MathContext.DECIMAL64));
    }
}
