package com.postmagiq.workspace;

import com.postmagiq.kernel.privacy.Subject;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Where a person has left something: every workspace they are or were a member of or are invited
 * to, and every account they own or help with.
 */
@Component
public class PersonalPlaces {
    private static final String WORKSPACES =
            """
            select distinct w.id
              from app.workspaces w
              join app.workspace_memberships m on m.workspace_id = w.id
             where w.status <> 'purged' and (m.user_id = :person or m.email = :email)
             order by w.id
            """;

    private static final String ACCOUNTS =
            """
            select id from app.accounts where owner_id = :person
            union
            select account_id from app.account_memberships where user_id = :person
            """;

    private final SystemDb system;

    PersonalPlaces(SystemDb system) {
        this.system = system;
    }

    public List<UUID> workspaces(Subject subject) {
        return ids(WORKSPACES, subject);
    }

    public List<UUID> accounts(Subject subject) {
        return ids(ACCOUNTS, subject);
    }

    private List<UUID> ids(String sql, Subject subject) {
        return system.call(
                SystemDb.Reason.PERSONAL_DATA,
                jdbc ->
                        jdbc.sql(sql)
                                .param("person", subject.id())
                                .param("email", subject.email())
                                .query(UUID.class)
                                .list());
    }
}
