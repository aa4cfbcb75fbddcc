package com.postmagiq.kernel.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.id.Ids;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a starting node frees. */
@PostmagiqTest
class OwnTasksReleaseTests {
    private static final String TASK = "work-of-nobody";

    private final JdbcClient jdbc;
    private final NodeName node;

    OwnTasksReleaseTests(JdbcClient jdbc, NodeName node) {
        this.jdbc = jdbc;
        this.node = node;
    }

    @Test
    void given_tasks_of_two_nodes__when_one_of_them_starts__then_it_frees_its_own_only() {
        var own = picked(node.value());
        var others = picked("node-" + Ids.next());

        new OwnTasksRelease(jdbc, node).afterSingletonsInstantiated();

        assertThat(isPicked(own)).isFalse();
        assertThat(isPicked(others)).isTrue();
        jdbc.sql("delete from core.scheduled_tasks where task_name = :task")
                .param("task", TASK)
                .update();
    }

    private String picked(String by) {
        var id = Ids.next().toString();
        jdbc.sql(
                        """
                        insert into core.scheduled_tasks
                            (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
                        values (:task, :id, now() + interval '1 hour', true, :by, now(), 1)
                        """)
                .param("task", TASK)
                .param("id", id)
                .param("by", by)
                .update();
        return id;
    }

    private boolean isPicked(String id) {
        return jdbc.sql("select picked from core.scheduled_tasks where task_instance = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }
}
