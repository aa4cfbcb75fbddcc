package com.postmagiq.workspace;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people of the bound workspace, those who came first first. */
@Component
class MemberList {
    private static final String MEMBERS =
            """
            select m.id, m.user_id, m.email, u.full_name, m.role, m.custom_role_id, own.name as custom_role,
                   case when m.status = 'pending' and m.invite_expires_at <= :now then 'expired' else m.status end as status,
                   m.is_client, m.weekly_capacity_hours, m.invited_at, m.invite_expires_at, m.accepted_at,
                   (select max(s.last_activity_at) from core.active_sessions s where s.user_id = m.user_id) as last_active_at,
                   exists (select from core.second_factors f where f.user_id = m.user_id and f.confirmed_at is not null)
                     or exists (select from core.passkeys p where p.user_id = m.user_id) as has_second_factor
              from app.workspace_memberships m
              left join core.users u on u.id = m.user_id
              left join app.workspace_roles own on own.workspace_id = m.workspace_id and own.id = m.custom_role_id
            """;

    private static final String PAGE =
            MEMBERS
                    + """
                     where m.status in (:statuses) and (cast(:role as text) is null or m.role = :role)
                       and (cast(:q as text) is null or strpos(lower(coalesce(u.full_name, '')), lower(:q)) > 0
                            or not :hidden and strpos(m.email, lower(:q)) > 0)
                       and (cast(:after as uuid) is null or m.id > :after)
                     order by m.id
                     limit :limit
                    """;

    /**
     * @param statuses which to show
     * @param role a built-in role; null for all
     * @param q part of a name or address; null for all
     */
    record Filter(List<String> statuses, @Nullable String role, @Nullable String q) {}

    /** What the reader sees of each. */
    private record View(boolean withoutAddresses, boolean withFactors) {
        static View of(Actor reader, boolean withoutAddresses) {
            return new View(withoutAddresses, reader.may(Scope.WORKSPACE_USERS));
        }
    }

    private final JdbcClient jdbc;
    private final StoredSettings settings;
    private final Clock clock;

    MemberList(JdbcClient jdbc, StoredSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<Member> page(Actor reader, Filter filter, @Nullable String cursor, int limit) {
        var view = View.of(reader, hidesAddresses(reader));
        var rows =
                jdbc.sql(PAGE)
                        .param("now", Rows.at(clock.instant()))
                        .param("statuses", filter.statuses())
                        .param("role", filter.role())
                        .param("q", filter.q())
                        .param("hidden", view.withoutAddresses())
                        .param("after", Cursor.decodeId(cursor))
                        .param("limit", limit + 1)
                        .query((row, _) -> member(row, view))
                        .list();
        return Page.of(rows, limit, Member::id);
    }

    /**
     * @throws ProblemException {@code member.not_found}
     */
    @Transactional(readOnly = true)
    public Member get(Actor reader, UUID id) {
        var view = View.of(reader, hidesAddresses(reader));
        return jdbc.sql(MEMBERS + " where m.id = :id")
                .param("now", Rows.at(clock.instant()))
                .param("id", id)
                .query((row, _) -> member(row, view))
                .optional()
                .orElseThrow(() -> notFound(id));
    }

    static ProblemException notFound(UUID id) {
        return new ProblemException(
                MemberProblem.NOT_FOUND, "There is no member %s in this workspace.".formatted(id));
    }

    private boolean hidesAddresses(Actor reader) {
        return reader.role() == Role.VIEWER && settings.current().hideMemberEmails();
    }

    private static Member member(ResultSet row, View view) throws SQLException {
        return new Member(
                row.getObject("id", UUID.class),
                Rows.id(row, "user_id"),
                view.withoutAddresses() ? null : row.getString("email"),
                row.getString("full_name"),
                row.getString("role"),
                Rows.id(row, "custom_role_id"),
                row.getString("custom_role"),
                row.getString("status"),
                row.getBoolean("is_client"),
                row.getBigDecimal("weekly_capacity_hours"),
                Rows.instant(row, "invited_at"),
                Rows.instant(row, "invite_expires_at"),
                Rows.instant(row, "accepted_at"),
                Rows.instant(row, "last_active_at"),
                view.withFactors() ? row.getBoolean("has_second_factor") : null);
    }
}
