package com.postmagiq.content.calendar;

import com.postmagiq.content.Columns;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The times of a week at which the streams of a workspace publish. */
@Service
class Slots {
    /** A slot every hour of a week, and a few more. */
    private static final int MOST = 200;

    private static final String SELECT =
            """
            select id, platform_id, day_of_week, local_time, time_zone, is_active from app.posting_slots
            """;

    private static final String INSERT =
            """
            insert into app.posting_slots (workspace_id, id, platform_id, day_of_week, local_time, time_zone, is_active,
                created_at, updated_at)
            values (:workspace, :id, :platform, :day, :time, :zone, :active, :now, :now)
            """;

    private static final String UPDATE =
            """
            update app.posting_slots
               set platform_id = :platform, day_of_week = :day, local_time = :time, time_zone = :zone,
                   is_active = :active, updated_at = :now
             where id = :id
            """;

    private final JdbcClient jdbc;
    private final Streams streams;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Slots(JdbcClient jdbc, Streams streams, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.streams = streams;
        this.events = events;
        this.clock = clock;
    }

    /** All of them, or those of one stream, in the order of the week. */
    @Transactional(readOnly = true)
    public List<PostingSlot> list(@Nullable UUID platformId) {
        return jdbc.sql(
                        SELECT
                                + """
                                 where cast(:platform as uuid) is null or platform_id = :platform
                                 order by day_of_week, local_time, id
                                """)
                .param("platform", platformId)
                .query((row, _) -> slot(row))
                .list();
    }

    /**
     * @throws ProblemException {@code calendar.slot_not_found}
     */
    @Transactional(readOnly = true)
    public PostingSlot get(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query((row, _) -> slot(row))
                .optional()
                .orElseThrow(() -> unknown(id));
    }

    /**
     * @throws ProblemException {@code platform.not_found}, {@code calendar.slot_exists}, {@code
     *     calendar.slot_limit}
     */
    @Transactional
    public PostingSlot add(
            UUID actorId, UUID platformId, DayOfWeek day, LocalTime time, ZoneId zone) {
        if (list(null).size() >= MOST) {
            throw new ProblemException(
                    CalendarProblem.SLOT_LIMIT,
                    "A workspace has at most %d slots; delete one that is not needed."
                            .formatted(MOST));
        }
        var slot = new PostingSlot(Ids.next(), platformId, day, time, zone, true);
        store(INSERT, slot);
        audit("slot.created", actorId, slot.id());
        return slot;
    }

    /**
     * @throws ProblemException {@code calendar.slot_not_found} and those of {@link #add}
     */
    @Transactional
    public void change(UUID actorId, PostingSlot changed) {
        get(changed.id());
        store(UPDATE, changed);
        audit("slot.changed", actorId, changed.id());
    }

    /**
     * @throws ProblemException {@code calendar.slot_not_found}
     */
    @Transactional
    public void delete(UUID actorId, UUID id) {
        var deleted =
                jdbc.sql("delete from app.posting_slots where id = :id").param("id", id).update();
        if (deleted == 0) {
            throw unknown(id);
        }
        audit("slot.deleted", actorId, id);
    }

    private void store(String sql, PostingSlot slot) {
        streams.require(slot.platformId());
        try {
            jdbc.sql(sql)
                    .param("workspace", CurrentWorkspace.id())
                    .param("id", slot.id())
                    .param("platform", slot.platformId())
                    .param("day", slot.day().getValue())
                    .param("time", slot.localTime())
                    .param("zone", slot.zone().getId())
                    .param("active", slot.active())
                    .param("now", Columns.at(clock.instant()))
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(
                    CalendarProblem.SLOT_EXISTS,
                    "This stream has a slot at that time already; choose another time.");
        }
    }

    private void audit(String action, UUID actorId, UUID id) {
        events.publishEvent(Audited.done(action, actorId, "slot", id));
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(
                CalendarProblem.UNKNOWN_SLOT,
                "There is no slot %s in this workspace.".formatted(id));
    }

    private static PostingSlot slot(ResultSet row) throws SQLException {
        return new PostingSlot(
                row.getObject("id", UUID.class),
                row.getObject("platform_id", UUID.class),
                DayOfWeek.of(row.getInt("day_of_week")),
                row.getObject("local_time", LocalTime.class),
                ZoneId.of(row.getString("time_zone")),
                row.getBoolean("is_active"));
    }
}
