package com.postmagiq.audit;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what modules tell: in the transaction of the change, so that neither is there without the
 * other; what was denied or failed in one of its own, since that of the change is rolled back.
 */
@Component
class AuditWriter {
    private static final Logger LOG = LoggerFactory.getLogger(AuditWriter.class);

    /** A longer text is told by its length: a log is no second place for what people write. */
    private static final int LONGEST_TEXT = 200;

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>]+@[^\\s@<>]+");

    private static final String INSERT =
            """
            with entry as (
                insert into {s}.audit_logs (workspace_id, id, occurred_at, actor_type, actor_id, impersonator_id,
                    account_id, action, via, resource_type, resource_id, changes, outcome, request_id)
                values (cast(:workspace as uuid), :id, :now, :actorType, cast(:actor as uuid),
                    cast(:impersonator as uuid), cast(:account as uuid), :action, :via, :resourceType,
                    cast(:resource as uuid), cast(:changes as jsonb), :outcome, cast(:request as uuid))
                returning workspace_id, id, recorded_at)
            insert into {s}.audit_origins (workspace_id, audit_id, ip_address, user_agent, recorded_at)
            select workspace_id, id, cast(:address as inet), :agent, recorded_at from entry
             where cast(:address as text) is not null
            """;

    private static final String REFUSED_ALREADY =
            """
            select exists (select from {s}.audit_logs
                            where action = 'access.denied' and actor_id = :actor and occurred_at >= :minute
                              and changes -> 'route' ->> 'new' = :route)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate ofTheChange;
    private final TransactionTemplate own;
    private final Clock clock;

    AuditWriter(
            JdbcClient jdbc,
            JsonMapper json,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.ofTheChange = new TransactionTemplate(transactions);
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    @EventListener
    void write(Audited event) {
        if (!ActionCatalogue.knows(event.action())) {
            // Better an entry without a label than none.
            LOG.warn("The audit log knows no label for {}", event.action());
        }
        var transaction = event.outcome() == Audited.Outcome.SUCCESS ? ofTheChange : own;
        transaction.executeWithoutResult(_ -> insert(event));
    }

    /** Notes a refused write, once a minute for each person and route. */
    void refused(UUID actorId, String route) {
        var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC);
        own.executeWithoutResult(
                _ -> {
                    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:what, 0))")
                            .param("what", "refused " + actorId + route)
                            .query(_ -> {});
                    var known =
                            jdbc.sql(Trail.of("access.denied").sql(REFUSED_ALREADY))
                                    .param("actor", actorId)
                                    .param("minute", minute)
                                    .param("route", route)
                                    .query(Boolean.class)
                                    .single();
                    if (!known) {
                        insert(
                                new Audited(
                                        "access.denied",
                                        actorId,
                                        null,
                                        null,
                                        Map.of("route", new Audited.Change(null, route)),
                                        Audited.Outcome.DENIED));
                    }
                });
    }

    private void insert(Audited event) {
        var trail = Trail.of(event.action());
        var origin = Origin.of(event.actorId());
        jdbc.sql(trail.sql(INSERT))
                .param(
                        "workspace",
                        trail == Trail.WORKSPACE ? CurrentWorkspace.id().toString() : null)
                .param("id", Ids.next())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("actorType", origin.actorType())
                .param("actor", origin.actorId())
                .param("impersonator", origin.impersonatorId())
                .param("account", CurrentAccount.idOrNull())
                .param("action", event.action())
                .param("via", origin.via())
                .param("resourceType", event.resourceType())
                .param("resource", event.resourceId())
                .param("changes", changes(event.changes()))
                .param("outcome", event.outcome().name().toLowerCase(Locale.ROOT))
                .param("request", origin.requestId())
                .param("address", origin.ipAddress())
                .param("agent", origin.userAgent())
                .update();
    }

    private @Nullable String changes(Map<String, Audited.Change> changes) {
        if (changes.isEmpty()) {
            return null;
        }
        var fields = new TreeMap<String, Object>();
        changes.forEach((field, change) -> fields.put(field, both(change)));
        return json.writeValueAsString(fields);
    }

    private static Map<String, @Nullable Object> both(Audited.Change change) {
        var told = new TreeMap<String, @Nullable Object>();
        if (isLong(change.old()) || isLong(change.now())) {
            told.put("changed", true);
            told.put("length", change.now() == null ? 0 : change.now().toString().length());
        } else {
            told.put("new", withoutAddresses(change.now()));
            told.put("old", withoutAddresses(change.old()));
        }
        return told;
    }

    private static boolean isLong(@Nullable Object value) {
        return value instanceof String text && text.length() > LONGEST_TEXT;
    }

    /** Entries outlive people; whoever publishes one should not have put an address into it. */
    private static @Nullable Object withoutAddresses(@Nullable Object value) {
        return value instanceof String text ? ADDRESS.matcher(text).replaceAll("(address)") : value;
    }
}
