package com.postmagiq.content.board;

import com.postmagiq.content.Columns;
import com.postmagiq.kernel.tenancy.TenantDb;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who has how much to do, counted in the workspace's own days. Weeks begin on Monday. */
@Component
class Workload {
    /** Work that nobody estimated counts as the median of what was estimated, or as this. */
    private static final BigDecimal USUAL_HOURS = BigDecimal.ONE;

    private static final String OPEN_POSTS =
            """
            select p.assignee_id, p.status, p.due_date, p.estimated_hours, coalesce(p.actual_hours, 0) as actual_hours
              from app.posts p
             where not p.is_deleted and p.status not in ('ready', 'published', 'archived')
               and (cast(? as uuid) is null or p.goal_id = ?)
            """;

    private static final String WRITERS =
            """
            select m.user_id, u.full_name, m.weekly_capacity_hours
              from app.workspace_memberships m
              join core.users u on u.id = m.user_id
              join core.roles r on r.slug = m.role
              left join app.workspace_roles own on own.workspace_id = m.workspace_id and own.id = m.custom_role_id
             where m.status = 'active' and ? = any(coalesce(own.scopes, r.scopes))
             order by lower(u.full_name), m.user_id
            """;

    /**
     * Everybody who writes, also those without a post.
     *
     * @param asOf today in the workspace's time zone
     * @param estimatedDefault how many posts have no estimate and count as the median
     */
    @Schema(name = "Workload")
    record View(
            LocalDate asOf,
            List<Person> members,
            int unassignedCount,
            int overdueCount,
            int estimatedDefault) {}

    /**
     * What somebody has to do.
     *
     * @param totalPosts theirs, from backlog to polishing
     * @param load hours due inside the window for each hour they have; above 1 is too much
     */
    @Schema(name = "MemberWorkload")
    record Person(
            UUID userId,
            String userName,
            int totalPosts,
            int postsDueThisWeek,
            int postsOverdue,
            BigDecimal estimatedHoursRemaining,
            BigDecimal capacityHours,
            BigDecimal load,
            Map<String, Integer> byStatus) {}

    private record Open(
            @Nullable UUID assigneeId,
            String status,
            @Nullable LocalDate due,
            @Nullable BigDecimal estimated,
            BigDecimal actual) {
        boolean dueBy(LocalDate day) {
            return due != null && !due.isAfter(day);
        }

        boolean dueFrom(LocalDate first, LocalDate last) {
            return due != null && !due.isBefore(first) && !due.isAfter(last);
        }
    }

    private record Writer(UUID id, String name, BigDecimal capacity) {}

    private final TenantDb db;
    private final Clock clock;

    Workload(TenantDb db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    View view(@Nullable UUID goalId, int weeks) {
        var today = LocalDate.ofInstant(clock.instant(), zone());
        var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var open = db.query(OPEN_POSTS, (row, _) -> open(row), goalId, goalId);
        var usual = median(open);
        var writers =
                db.query(
                        WRITERS,
                        (row, _) ->
                                new Writer(
                                        row.getObject("user_id", UUID.class),
                                        row.getString("full_name"),
                                        row.getBigDecimal("weekly_capacity_hours")),
                        Scope.CONTENT_WRITE.code());
        return new View(
                today,
                writers.stream()
                        .map(writer -> person(writer, open, today, monday, weeks, usual))
                        .toList(),
                count(open, post -> post.assigneeId() == null),
                count(open, post -> post.dueBy(today.minusDays(1))),
                count(open, post -> post.estimated() == null));
    }

    private static Person person(
            Writer writer,
            List<Open> all,
            LocalDate today,
            LocalDate monday,
            int weeks,
            BigDecimal usual) {
        var own = all.stream().filter(post -> writer.id().equals(post.assigneeId())).toList();
        var end = monday.plusWeeks(weeks).minusDays(1);
        var due = own.stream().filter(post -> post.dueBy(end)).toList();
        var capacity = writer.capacity().multiply(BigDecimal.valueOf(weeks));
        var byStatus = new LinkedHashMap<String, Integer>();
        own.forEach(post -> byStatus.merge(post.status(), 1, Integer::sum));
        return new Person(
                writer.id(),
                writer.name(),
                own.size(),
                count(own, post -> post.dueFrom(monday, monday.plusDays(6))),
                count(own, post -> post.dueBy(today.minusDays(1))),
                hours(own, usual),
                writer.capacity(),
                capacity.signum() == 0
                        ? BigDecimal.ZERO
                        : hours(due, usual).divide(capacity, 2, RoundingMode.HALF_UP),
                byStatus);
    }

    private static BigDecimal hours(List<Open> posts, BigDecimal usual) {
        return posts.stream()
                .map(
                        post ->
                                (post.estimated() == null ? usual : post.estimated())
                                        .subtract(post.actual())
                                        .max(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The middle one of the estimates; the lower of two. */
    private static BigDecimal median(List<Open> posts) {
        var estimates =
                posts.stream().map(Open::estimated).filter(it -> it != null).sorted().toList();
        return estimates.isEmpty() ? USUAL_HOURS : estimates.get((estimates.size() - 1) / 2);
    }

    private static int count(List<Open> posts, Predicate<Open> which) {
        return Math.toIntExact(posts.stream().filter(which).count());
    }

    private ZoneId zone() {
        return db.first(
                        "select time_zone from app.workspaces",
                        (row, _) -> ZoneId.of(row.getString("time_zone")))
                .orElseThrow();
    }

    private static Open open(ResultSet row) throws SQLException {
        return new Open(
                Columns.id(row, "assignee_id"),
                row.getString("status"),
                Columns.date(row, "due_date"),
                row.getBigDecimal("estimated_hours"),
                row.getBigDecimal("actual_hours"));
    }
}
