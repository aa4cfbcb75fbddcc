package com.postmagiq.workflow;

import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads every meter again and again while others work. */
final class MeterWatch implements AutoCloseable {
    private static final String PASSED =
            """
            select 'workspace ' || scope || ' ' || spent || ' + ' || held from app.cost_meters
             where spent + held > cap and workspace_id = :workspace
            union all
            select 'installation ' || scope || ' ' || spent || ' + ' || held from core.cost_meters
             where spent + held > cap
            union all
            select 'run ' || number || ' ' || held_cost_usd from app.workflow_runs
             where total_cost_usd + uncertain_cost_usd + held_cost_usd > max_cost_usd
               and workspace_id = :workspace
            """;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();

    MeterWatch(Database database, UUID workspace) {
        thread.execute(() -> Maintenance.call(database, jdbc -> look(jdbc, workspace)));
    }

    private boolean look(JdbcClient jdbc, UUID workspace) {
        while (!over.get()) {
            passed.addAll(
                    jdbc.sql(PASSED).param("workspace", workspace).query(String.class).list());
            reads.incrementAndGet();
        }
        return true;
    }

    int reads() {
        return reads.get();
    }

    List<String> passed() {
        return passed;
    }

    @Override
    public void close() {
        over.set(true);
        thread.close();
    }
}
