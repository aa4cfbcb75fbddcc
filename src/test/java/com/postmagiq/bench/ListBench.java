package com.postmagiq.bench;

import com.postmagiq.Api;
import com.postmagiq.kernel.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * How fast a page of 50 posts is read over HTTP, next to the same bytes from memory and the same
 * query by pgbench, and next to the same page without the fence.
 */
final class ListBench {
    private static final int CLIENTS = 8;
    private static final String PATH = "/posts?limit=50";

    private final BenchServer server;
    private final Database database;
    private final Api reader;
    private final Pgbench pgbench;
    private final int workspaces;
    private final int posts;

    /**
     * @param workspaces how many there are in all
     * @param posts in each of them
     */
    ListBench(BenchServer server, Path folder, int workspaces, int posts) {
        this.server = server;
        this.database = server.bean(Database.class);
        this.reader = server.stranger().signUp("Grace Hopper");
        this.pgbench = new Pgbench(database.access().app(), folder);
        this.workspaces = workspaces;
        this.posts = posts;
    }

    List<Measured> measure(Duration warmUp, Duration each, int rounds) {
        seed();
        var constant = reader.get(PATH).raw().body();
        try (var reads = new ComparedReads(database, constant)) {
            reads.register(
                    (RequestMappingHandlerMapping) server.bean("requestMappingHandlerMapping"));
            if (!reader.get("/unfenced").raw().body().equals(constant)) {
                throw new IllegalStateException("Both sides of the fence must give the same page");
            }
            return compare(warmUp, each, rounds);
        }
    }

    private List<Measured> compare(Duration warmUp, Duration each, int rounds) {
        var fenced = new HttpLoad(reader, PATH);
        var unfenced = new HttpLoad(reader, "/unfenced");
        var json = new HttpLoad(reader, "/constant");
        var third = warmUp.dividedBy(3);
        fenced.run(third);
        unfenced.run(third);
        json.run(third);
        var script = script();
        var list = 0.0;
        var free = 0.0;
        var constant = 0.0;
        var query = 0.0;
        for (var round = 0; round < rounds; round++) {
            constant = Math.max(constant, json.run(each));
            query =
                    Math.max(
                            query,
                            pgbench.seconds("list", script, CLIENTS, (int) each.toSeconds()));
            list = Math.max(list, fenced.run(each));
            free = Math.max(free, unfenced.run(each));
        }
        var limit = 1 / (1 / constant + 1 / query);
        System.out.printf(
                Locale.ROOT,
                "list %.0f/s, without fence %.0f/s, constant JSON %.0f/s, pgbench %.0f/s, limit %.0f/s%n",
                list,
                free,
                constant,
                query,
                limit);
        return List.of(
                Measured.atLeast("list_vs_limit", list / limit, 0.70),
                Measured.atLeast("list_fenced_vs_unfenced", list / free, 0.80));
    }

    /** The very statement of the product, as the driver sends it. */
    private String script() {
        var recorder = server.recorder();
        recorder.start();
        reader.get(PATH);
        var reads =
                recorder.stop().stream()
                        .filter(read -> read.statements().getFirst().sql().contains("app.posts"))
                        .toList();
        return PgbenchScript.of(reads, List.of(reader.workspaceId()), java.util.Map.of(), "");
    }

    private void seed() {
        new PostSeed(database).workspaces(reader.workspaceId(), 2, workspaces);
        BenchDatabase.execute(
                database,
                """
                set session_replication_role = replica;
                create temp table seeded as
                select w.id as workspace_id, n, uuidv7() as post_id, uuidv7() as version_id
                  from generate_series(1, %2$d) n, app.workspaces w
                 where w.account_id = (select account_id from app.workspaces where id = '%1$s')
                 order by n, w.id;
                insert into app.posts (workspace_id, id, post_number, topic, shape, story_used, status, current_version_id,
                    run_id, run_number, revision, created_at, updated_at)
                select workspace_id, post_id, n, 'What post ' || n || ' is about', 'FULL', repeat('A short story. ', 20), 'ready',
                    version_id, post_id, n, 1, now(), now()
                  from seeded;
                insert into app.post_versions (workspace_id, id, post_id, version_number, source, content, content_hash,
                    word_count, char_count, created_at)
                select workspace_id, version_id, post_id, 1, 'workflow', repeat('Words of post ' || n || '. ', 60),
                    repeat('0', 64), 240, 1000, now()
                  from seeded;
                """
                        .formatted(reader.workspaceId(), posts));
        BenchDatabase.execute(database, "vacuum analyze");
        BenchDatabase.execute(database, "checkpoint");
    }
}
