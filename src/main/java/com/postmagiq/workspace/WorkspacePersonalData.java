package com.postmagiq.workspace;

import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import com.postmagiq.kernel.privacy.Subject;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Memberships, invitations, and what people own. Workspaces outlive those who made them. */
@Component
class WorkspacePersonalData implements PersonalData {
    private final JdbcClient jdbc;

    WorkspacePersonalData(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<PersonalTable> tables() {
        return List.of(
                PersonalTable.of(
                        Place.WORKSPACE,
                        "app.workspace_memberships",
                        "user_id = :person or user_id is null and email = :email",
                        "memberships.json"),
                PersonalTable.of(
                        Place.WORKSPACE, "app.workspaces", "owner_id = :person", "workspaces.json"),
                PersonalTable.of(Place.WORKSPACE, "app.used_invites", "user_id = :person", null),
                PersonalTable.of(
                        Place.ACCOUNT, "app.accounts", "owner_id = :person", "accounts.json"));
    }

    /** What the person wrote to others whom they invited, and their help with accounts. */
    @Override
    public void erase(Subject subject, Place place) {
        switch (place) {
            case WORKSPACE ->
                    jdbc.sql(
                                    """
                                    update app.workspace_memberships set invite_message = null
                                     where invited_by_id = :person and invite_message is not null
                                    """)
                            .param("person", subject.id())
                            .update();
            case ACCOUNT ->
                    jdbc.sql(
                                    "delete from app.account_memberships where user_id = :person and role = 'manager'")
                            .param("person", subject.id())
                            .update();
            case INSTALLATION -> {}
        }
    }
}
