package com.postmagiq.content;

import static com.postmagiq.kernel.archive.ArchivedTable.stays;
import static com.postmagiq.kernel.archive.ArchivedTable.travels;

import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.WorkspaceArchivePart;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Everything that was planned and written, deleted posts too. Nothing goes on by itself where it
 * comes in: a post in the hands of a run is a draft again, and recurring posts wait to be resumed.
 */
@Component
class ContentArchive implements WorkspaceArchivePart {
    @Override
    public List<ArchivedTable> tables() {
        return List.of(
                travels("app.platforms"),
                travels("app.goals"),
                travels("app.chapters"),
                travels("app.content_settings"),
                travels("app.board_columns"),
                travels("app.posts")
                        .without("active_run_id", "run_trouble", "publish_due")
                        .instead(
                                "status",
                                "case when status = 'review' and review_by = 'run' then 'drafting' else status end")
                        .instead("review_by", "nullif(review_by, 'run')")
                        .later("current_version_id", "offered_version_id"),
                travels("app.post_versions"),
                travels("app.post_tags"),
                travels("app.post_status_history"),
                travels("app.post_assignment_history"),
                travels("app.post_comments"),
                travels("app.post_publications"),
                travels("app.publication_handoffs"),
                travels("app.post_fidelity"),
                travels("app.dismissed_duplicates"),
                travels("app.posting_slots"),
                travels("app.post_recurrences")
                        .instead(
                                "status", "case status when 'active' then 'paused' else status end")
                        .later("copy_post_id"),
                travels("app.recurrence_days"),
                stays("app.calendar_feeds", "The address of a feed is a key."),
                stays("app.post_fingerprints", "Made anew from the texts."),
                stays("app.post_fingerprint_bands", "Made anew from the texts."),
                stays("app.post_documents", "Made anew from the texts."),
                stays("app.bulk_changes", "What could be taken back for a moment."));
    }
}
