package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.id.Ids;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataIntegrityViolationException;

@PostmagiqTest
class RegistrationTests {
    private final Database database;
    private final Registration registration;
    private final Api stranger;

    RegistrationTests(Database database, Registration registration, @LocalServerPort int port) {
        this.database = database;
        this.registration = registration;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("tenancy-2")
    void given_one_address__when_it_registers_eight_times_at_once__then_one_person_comes_of_it()
            throws Exception {
        var email = Api.newEmail();
        Callable<Api.Answer> request = () -> register(email, "River Trust");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    threads
                            .invokeAll(IntStream.range(0, 8).mapToObj(_ -> request).toList())
                            .stream()
                            .map(Future::resultNow)
                            .toList();
            assertThat(answers)
                    .extracting(Api.Answer::status)
                    .containsOnly(201, 409)
                    .containsOnlyOnce(201);
        }
        assertThat(count("select count(*) from core.users where email = ?", email)).isEqualTo(1);
        assertThat(
                        count(
                                """
                                select count(*) from app.accounts a join core.users u on u.id = a.owner_id where u.email = ?
                                """,
                                email))
                .isEqualTo(1);
    }

    @Test
    @Tag("tenancy-2")
    void given_a_refused_registration__when_the_rows_are_counted__then_nothing_was_left_behind() {
        var ada = stranger.signUp("Ada Lovelace");
        var name = "Left Behind " + Ids.next();

        assertThat(register(ada.email(), name).status()).isEqualTo(409);

        assertThat(count("select count(*) from app.workspaces where name = ?", name)).isZero();
        assertThat(count("select count(*) from app.accounts where name = ?", name)).isZero();
    }

    @Test
    @Tag("tenancy-18")
    void given_equal_names__when_workspaces_are_made__then_their_slugs_differ() {
        var name = "Café Zürich " + Ids.next().toString().substring(24);

        var first = register(Api.newEmail(), name).text("/workspaces/0/slug");
        var second = register(Api.newEmail(), name).text("/workspaces/0/slug");

        assertThat(first).startsWith("cafe-zurich-");
        assertThat(second).startsWith(first + "-").hasSize(first.length() + 7);
    }

    @Test
    @Tag("tenancy-18")
    void given_a_name_of_symbols_only__when_a_workspace_is_made__then_it_still_has_a_slug() {
        var made = register(Api.newEmail(), "☀☀☀");

        assertThat(made.text("/workspaces/0/workspace_name")).isEqualTo("☀☀☀");
        assertThat(made.text("/workspaces/0/slug")).startsWith("workspace");
    }

    @Test
    void given_nobody_yet__when_an_owner_is_ensured__then_their_password_is_told_once() {
        var email = Api.newEmail();

        var made = registration.ensureOwner(email, "Demo Person", "Demo");
        var again = registration.ensureOwner(email.toUpperCase(Locale.ROOT), "Other", "Other");

        assertThat(made.generatedPassword()).hasSize(20);
        assertThat(made.toString()).doesNotContain(made.generatedPassword());
        assertThat(again.generatedPassword()).isNull();
        assertThat(again.workspaceId()).isEqualTo(made.workspaceId());
        assertThat(again.slug()).isEqualTo(made.slug());
        var login =
                stranger.post(
                        "/api/v1/auth/login",
                        Map.of("email", email, "password", made.generatedPassword()));
        assertThat(login.status()).isEqualTo(200);
        var demo = stranger.as(login, email, made.workspaceId());
        assertThat(demo.get("").text("/name")).isEqualTo("Demo");
    }

    @Test
    @Tag("tenancy-36")
    void given_an_owner__when_a_second_one_is_written_directly__then_the_database_refuses() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> Maintenance.join(database, bob, ada.workspaceId(), "owner"))
                .withMessageContaining("workspace_memberships_owner");
    }

    @Test
    @Tag("tenancy-43")
    void given_somebody__when_the_next_person_registers__then_that_one_is_no_operator() {
        stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");

        assertThat(
                        count(
                                "select count(*) from core.users where is_superuser and email = ?",
                                bob.email()))
                .isZero();
    }

    private Api.Answer register(String email, String workspaceName) {
        return stranger.post(
                "/api/v1/auth/register",
                Map.of(
                        "email",
                        email,
                        "password",
                        Api.PASSWORD,
                        "full_name",
                        "Ada Lovelace",
                        "workspace_name",
                        workspaceName));
    }

    private long count(String sql, String parameter) {
        return Maintenance.call(
                database, jdbc -> jdbc.sql(sql).param(parameter).query(Long.class).single());
    }
}
