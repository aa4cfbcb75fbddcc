package com.postmagiq.bench;

import com.postmagiq.kernel.database.Database;
import java.util.Random;
import java.util.UUID;

/**
 * Fills workspaces with posts whose words are as unevenly common as those of a language: the
 * commonest stands in nearly every post, the rarest in a few of all.
 */
final class PostSeed {
    /** A word is three of these. */
    private static final String SYLLABLES = syllables();

    private static final int VOCABULARY = 10_000;
    private static final int WORDS_OF_A_POST = 200;

    private static final String WORD =
            "substr('%1$s', 1 + 2 * (r %% 100), 2) || substr('%1$s', 1 + 2 * (r / 100), 2) || substr('%1$s', 1 + 2 * (r * 37 %% 100), 2)"
                    .formatted(SYLLABLES);

    private final Database database;

    PostSeed(Database database) {
        this.database = database;
    }

    private static String syllables() {
        var all = new StringBuilder();
        for (var consonant : "bdfghjklmnprstvwzcqx".toCharArray()) {
            for (var vowel : "aeiou".toCharArray()) {
                all.append(consonant).append(vowel);
            }
        }
        return all.toString();
    }

    /**
     * @param rank 0 for the commonest
     */
    static String word(int rank) {
        return syllable(rank % 100) + syllable(rank / 100) + syllable(rank * 37 % 100);
    }

    private static String syllable(int number) {
        return SYLLABLES.substring(2 * number, 2 * number + 2);
    }

    /**
     * A word as likely as in the texts.
     *
     * @param from leaves the more common ones out
     */
    static int rank(Random random, int from) {
        return (int)
                        Math.exp(
                                Math.log(from)
                                        + random.nextDouble()
                                                * (Math.log(VOCABULARY) - Math.log(from)))
                - 1;
    }

    /**
     * Workspaces of the same people and settings as one.
     *
     * @param first number of the first
     */
    void workspaces(UUID like, int first, int last) {
        BenchDatabase.execute(
                database,
                """
                set session_replication_role = replica;
                create temp table made as select uuidv7() as id, n from generate_series(%2$d, %3$d) n;
                insert into app.workspaces
                select (jsonb_populate_record(w, jsonb_build_object('id', m.id, 'slug', 'bench-' || m.n))).*
                  from app.workspaces w, made m where w.id = '%1$s';
                insert into app.workspace_memberships
                select (jsonb_populate_record(s, jsonb_build_object('id', uuidv7(), 'workspace_id', m.id))).*
                  from app.workspace_memberships s, made m where s.workspace_id = '%1$s' and s.role = 'owner';
                """
                        .formatted(like, first, last));
    }

    /** So many posts for each workspace that has none. */
    void postsOfAll(int posts) {
        fill(
                "select w.id from app.workspaces w where not exists (select from app.posts p where p.workspace_id = w.id)",
                posts,
                false);
    }

    /**
     * @param found whether they can be searched
     */
    void posts(UUID workspace, int posts, boolean found) {
        fill("select '" + workspace + "'::uuid as id", posts, found);
    }

    private void fill(String workspaces, int posts, boolean found) {
        BenchDatabase.execute(
                database,
                """
                set session_replication_role = replica;
                set maintenance_work_mem = '256MB';
                select setseed(0.74);
                create temp table seeded as
                select w.id as workspace_id, n, uuidv7() as post_id, uuidv7() as version_id
                  from generate_series(1, %2$d) n, (%1$s) w order by n, w.id;
                insert into app.posts (workspace_id, id, post_number, topic, shape, story_used, status, current_version_id,
                    due_date, scheduled_at, scheduled_tz, publish_due, board_rank, revision, created_at, updated_at)
                select workspace_id, post_id, n, 'What post ' || n || ' is about', 'FULL', 'A short story.',
                       (array['not_started', 'drafting', 'polishing', 'ready', 'published'])[1 + n %% 5],
                       version_id, current_date + n %% 60, now() + (n - %2$d / 2) * interval '7 hours', 'UTC',
                       n %% 5 <> 4 and n <= %2$d / 2, n, 1, now(), now()
                  from seeded;
                insert into app.post_versions (workspace_id, id, post_id, version_number, source, content, content_hash,
                    word_count, char_count, created_at)
                select workspace_id, version_id, post_id, 1, 'manual',
                       (select string_agg(%3$s, ' ') from (
                           select exp(random() * ln(%4$d))::int - 1 as r from generate_series(1, %5$d + 0 * n)) words),
                       repeat('0', 64), %5$d, 7 * %5$d, now()
                  from seeded;
                """
                                .formatted(workspaces, posts, WORD, VOCABULARY, WORDS_OF_A_POST)
                        + (found ? DOCUMENTS : ""));
        BenchDatabase.execute(database, "vacuum analyze");
        BenchDatabase.execute(database, "checkpoint");
    }

    /**
     * As the product makes them; what is pending for the index goes into it in one go. Without
     * statistics of what came just now, each post would be looked for among all of its workspace.
     */
    private static final String DOCUMENTS =
            """
            analyze app.posts;
            analyze app.post_versions;
            alter index app.post_documents_words set (gin_pending_list_limit = 262144);
            do $$ begin perform app.index_post(workspace_id, post_id) from seeded; end $$;
            select gin_clean_pending_list('app.post_documents_words');
            alter index app.post_documents_words set (gin_pending_list_limit = 512);
            """;
}
