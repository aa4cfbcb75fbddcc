package com.postmagiq.kernel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plants every mistake a migration could make, and looks whether the catalogue reports it. */
class TenancyCatalogueTests {
    private static final TenancyCatalogue CATALOGUE = new TenancyCatalogue(Set.of(), Set.of());

    private static Connection connection;

    @BeforeAll
    static void makeTables() throws SQLException {
        var access = TestPostgres.createEmptyDatabase("catalogue_mistakes");
        try (var migrator = access.migrator().connect();
                var statement = migrator.createStatement()) {
            statement.execute(Fence.migration());
            statement.execute(Fence.EXAMPLE_TABLES);
        }
        connection = TestPostgres.server().superuser("catalogue_mistakes").connect();
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @Test
    void given_tables_made_as_they_should_be__when_checked__then_nothing_is_found()
            throws SQLException {
        assertThat(CATALOGUE.findings(connection)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    create table app.bare (workspace_id uuid not null, id uuid, primary key (workspace_id, id)) | Table app.bare is not fenced
                    alter table app.notes no force row level security | Table app.notes is not fenced
                    alter table app.notes disable row level security | Table app.notes is not fenced
                    drop policy tenant_fence on app.notes; create policy tenant_fence on app.notes to postmagiq_app using (workspace_id = (select current_setting('app.workspace_id')::uuid)) with check (workspace_id = (select current_setting('app.workspace_id')::uuid)) | Table app.notes is not fenced
                    drop policy tenant_fence on app.notes; create policy tenant_fence on app.notes as restrictive for select to postmagiq_app using (true) | Table app.notes is not fenced
                    alter policy tenant_fence on app.notes with check (true) | Table app.notes is not fenced
                    alter policy tenant_fence on app.notes using (true) with check (true) | The fence of table app.notes
                    alter policy tenant_fence on app.notes using (workspace_id = (select current_setting('app.workspace_id', true)::uuid)) with check (workspace_id = (select current_setting('app.workspace_id', true)::uuid)) | The fence of table app.notes
                    alter policy tenant_fence on app.bills using (account_id = (select current_setting('app.workspace_id')::uuid)) with check (account_id = (select current_setting('app.workspace_id')::uuid)) | The fence of table app.bills
                    alter policy tenant_rows on app.notes to public | Policy app.notes/tenant_rows is for other roles
                    alter policy maintenance_rows on app.notes to postmagiq_system | Policy app.notes/maintenance_rows is for other roles
                    create policy shortcut on app.notes for select to postmagiq_app using (true) | Policy app.notes/shortcut is not on the list
                    alter table app.note_slugs add unique (note_id); alter table app.remarks add foreign key (note_id) references app.note_slugs (note_id) | Foreign key remarks_note_id_fkey
                    drop index app.bills_account | Table app.bills has no index
                    create unique index slip on app.notes (title) | Unique index app.slip
                    create unique index slip on app.notes (lower(title)) | Unique index app.slip
                    alter table app.drafts alter workspace_id drop not null | The fence column of table app.drafts may be null
                    alter table app.bills alter account_id drop not null | The fence column of table app.bills may be null
                    create view app.titles as select title from app.notes | View app.titles shows rows
                    create view core.titles as select title from app.notes | View core.titles shows rows
                    create materialized view app.titles as select 1 as one | View app.titles shows rows
                    create function app.peek() returns int language sql security definer return 1 | Function app.peek() is leakproof or runs
                    create function app.search_post_ids(words tsquery, most int) returns int language sql security definer return 1 | Function app.search_post_ids(tsquery,integer) is leakproof or runs
                    grant select on app.notes to postmagiq_search | too wide a right: SELECT on app.notes to postmagiq_search
                    reset role; alter role postmagiq_search bypassrls | Role postmagiq_search is too strong
                    reset role; create function core.peek() returns int language sql leakproof return 1 | Function core.peek() is leakproof or runs
                    grant select on app.notes to public | too wide a right: SELECT on app.notes to public
                    grant truncate on app.notes to postmagiq_app | too wide a right: TRUNCATE on app.notes to postmagiq_app
                    grant insert on app.notes to postmagiq_system | too wide a right: INSERT on app.notes to postmagiq_system
                    grant update (title) on app.notes to postmagiq_system | too wide a right: UPDATE on title of app.notes
                    create table core.users (id uuid, password_hash text); grant select on core.users to postmagiq_app | Column core.users.password_hash can be read
                    reset role; create table app.foreign_owned (workspace_id uuid) | Relation app.foreign_owned is not owned
                    reset role; alter role postmagiq_app bypassrls | Role postmagiq_app is too strong
                    reset role; alter role postmagiq_system superuser | Role postmagiq_system is too strong
                    reset role; grant postmagiq_maintenance to postmagiq_app | Role postmagiq_app is too strong
                    create table core.smuggled (id uuid) | Table core.smuggled is not on the list
                    """)
    @Tag("tenancy-22")
    @Tag("tenancy-78")
    void given_a_mistake__when_checked__then_it_is_reported(String mistake, String sentence)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local role postmagiq_owner");
            statement.execute(mistake);
            statement.execute("reset role");

            assertThat(CATALOGUE.findings(connection))
                    .anySatisfy(finding -> assertThat(finding).contains(sentence));
        } finally {
            connection.rollback();
        }
    }

    @Test
    @Tag("tenancy-22")
    @Tag("tenancy-78")
    void given_all_migrations_of_the_product__when_checked__then_nothing_is_found()
            throws SQLException {
        TestPostgres.createDatabase("catalogue_product");
        try (var product = TestPostgres.server().superuser("catalogue_product").connect()) {
            assertThat(TenancyCatalogue.ofProduct().findings(product)).isEmpty();
        }
    }

    @Test
    void given_a_listed_policy_and_table__when_checked__then_they_are_accepted()
            throws SQLException {
        var catalogue = new TenancyCatalogue(Set.of("app.notes/sweep"), Set.of("tiers"));
        try (var statement = connection.createStatement()) {
            statement.execute("set local role postmagiq_owner");
            statement.execute(
                    "create policy sweep on app.notes for select to postmagiq_system using (true)");
            statement.execute("create table core.tiers (id int primary key)");

            assertThat(catalogue.findings(connection)).isEmpty();
        } finally {
            connection.rollback();
        }
    }
}
