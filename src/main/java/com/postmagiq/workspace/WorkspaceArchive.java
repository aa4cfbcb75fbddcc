package com.postmagiq.workspace;

import static com.postmagiq.kernel.archive.ArchivedTable.shown;
import static com.postmagiq.kernel.archive.ArchivedTable.stays;
import static com.postmagiq.kernel.archive.ArchivedTable.travels;

import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.WorkspaceArchivePart;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * How a workspace is set up goes along; who is in it is only listed, since people belong to their
 * installation.
 */
@Component
class WorkspaceArchive implements WorkspaceArchivePart {
    @Override
    public List<ArchivedTable> tables() {
        return List.of(
                travels("app.workspaces")
                        .without(
                                "id",
                                "account_id",
                                "owner_id",
                                "slug",
                                "former_slugs",
                                "status",
                                "deleted_at",
                                "deleted_by_id",
                                "purge_after",
                                "purged_at",
                                "name_hash",
                                "created_at",
                                "updated_at")
                        .later("logo_asset_id"),
                travels("app.workspace_roles"),
                // so that numbers go on where they were
                travels("app.counters"),
                shown("app.workspace_memberships", "members")
                        .only("status in ('active', 'removed')")
                        .without(
                                "invite_expires_at",
                                "invite_message",
                                "invited_by_id",
                                "invited_at",
                                "invite_sent_at",
                                "invite_send_count",
                                "invite_reminded_at"),
                stays("app.used_invites", "Invitations belong to the installation."));
    }
}
