package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.tenancy.TenantTransactionManager;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

@Tag("tenancy-43")
class FirstOperatorTests {
    @Test
    void given_an_empty_installation__when_four_register_at_once__then_one_becomes_operator()
            throws Exception {
        var login = TestPostgres.createDatabase("first_operator").app();
        var source = new DriverManagerDataSource(login.url(), login.user(), login.password());
        var transaction = new TransactionTemplate(new TenantTransactionManager(source));
        var settings = TestSettings.DEFAULTS;
        var users =
                new Users(
                        JdbcClient.create(source),
                        new Passwords(settings),
                        settings,
                        event -> {},
                        Clock.systemUTC());
        var people =
                IntStream.range(0, 4)
                        .mapToObj(
                                number ->
                                        users.prepare(
                                                new NewUser(
                                                        "person%d@example.com".formatted(number),
                                                        "plain wooden table",
                                                        "Person",
                                                        null,
                                                        null,
                                                        "")))
                        .toList();

        try (var threads = Executors.newFixedThreadPool(4)) {
            var registered =
                    threads
                            .invokeAll(
                                    people.stream()
                                            .<Callable<User>>map(
                                                    person ->
                                                            () ->
                                                                    transaction.execute(
                                                                            _ ->
                                                                                    users.register(
                                                                                            person)))
                                            .toList())
                            .stream()
                            .map(Future::resultNow)
                            .toList();
            assertThat(registered).filteredOn(User::isSuperuser).hasSize(1);
        }
    }
}
