package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which workspace an address belongs to. The look-up row decides: a former address keeps its row,
 * so old links lead on and nobody else can take it.
 */
@Component
class Slugs {
    private static final int TRIES = 5;
    private static final int MOST_A_YEAR = 20;
    private static final Duration YEAR = Duration.ofDays(365);

    private static final String TAKE =
            """
            insert into core.tenant_lookups (kind, lookup_hash, workspace_id, created_at)
            values ('slug', :hash, :workspace, :now)
            on conflict do nothing
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Slugs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Takes an address made from a name; the loser of a race gets one with random letters. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Slug takeLike(Slug wish) {
        var slug = wish;
        for (var i = 0; i < TRIES; i++) {
            if (take(slug)) {
                return slug;
            }
            slug = wish.withSuffix();
        }
        throw new IllegalStateException(
                "No free address found for workspace " + CurrentWorkspace.id());
    }

    /**
     * Takes exactly this address.
     *
     * @throws ProblemException {@code workspace.slug_taken}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void require(Slug slug) {
        if (!take(slug)) {
            throw new ProblemException(
                    WorkspaceProblem.SLUG_TAKEN,
                    "The address '%s' is not available; choose another.".formatted(slug.text()));
        }
    }

    /**
     * Changes the address of the bound workspace. The old one goes on leading here; going back to a
     * former one is allowed.
     *
     * @return former addresses afterwards, newest first
     * @throws ProblemException {@code workspace.slug_taken}, {@code workspace.slug_limit}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> rename(Slug old, Slug next, List<String> former) {
        var back =
                jdbc.sql(
                                """
                                update core.tenant_lookups set retired_at = null
                                 where kind = 'slug' and lookup_hash = :hash and workspace_id = :workspace
                                """)
                        .param("hash", next.digest())
                        .param("workspace", CurrentWorkspace.id())
                        .update();
        if (back == 0) {
            requireFewRenames();
            require(next);
        }
        jdbc.sql(
                        """
                        update core.tenant_lookups set retired_at = :now
                         where kind = 'slug' and lookup_hash = :hash
                        """)
                .param("now", Rows.at(clock.instant()))
                .param("hash", old.digest())
                .update();
        var after = new ArrayList<String>();
        after.add(old.text());
        former.stream().filter(slug -> !slug.equals(next.text())).forEach(after::add);
        return List.copyOf(after.subList(0, Math.min(after.size(), MOST_A_YEAR)));
    }

    private boolean take(Slug slug) {
        return jdbc.sql(TAKE)
                        .param("hash", slug.digest())
                        .param("workspace", CurrentWorkspace.id())
                        .param("now", Rows.at(clock.instant()))
                        .update()
                == 1;
    }

    private void requireFewRenames() {
        var renames =
                jdbc.sql(
                                """
                                select count(*) from core.tenant_lookups
                                 where kind = 'slug' and workspace_id = :workspace and retired_at > :since
                                """)
                        .param("workspace", CurrentWorkspace.id())
                        .param("since", Rows.at(clock.instant().minus(YEAR)))
                        .query(Long.class)
                        .single();
        if (renames >= MOST_A_YEAR) {
            throw new ProblemException(
                    WorkspaceProblem.SLUG_LIMIT,
                    "This workspace had %d addresses within a year, all of which still lead here; take one of those again, or wait."
                            .formatted(MOST_A_YEAR));
        }
    }
}
