package com.postmagiq.kernel.tasks;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Frees, before the scheduler starts, what this node's earlier life held: no other process can be
 * it.
 */
class OwnTasksRelease implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(OwnTasksRelease.class);

    private final JdbcClient jdbc;
    private final NodeName node;

    OwnTasksRelease(JdbcClient jdbc, NodeName node) {
        this.jdbc = jdbc;
        this.node = node;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var freed =
                jdbc.sql(
                                """
                        update core.scheduled_tasks
                           set picked = false, picked_by = null, last_heartbeat = null, execution_time = now()
                         where picked and picked_by = :node
                        """)
                        .param("node", node.value())
                        .update();
        if (freed > 0) {
            LOG.info("{} tasks of this node's earlier life go on now", freed);
        }
    }
}
