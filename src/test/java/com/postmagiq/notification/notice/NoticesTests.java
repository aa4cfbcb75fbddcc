package com.postmagiq.notification.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.notice.PersonalNotice;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

@PostmagiqTest
class NoticesTests {
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Database database;
    private final Notices notices;
    private final Api stranger;
    private Api ada;

    NoticesTests(
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Database database,
            Notices notices,
            @LocalServerPort int port) {
        this.events = events;
        this.transaction = transaction;
        this.database = database;
        this.notices = notices;
        this.stranger = Api.at(port);
        this.ada = stranger;
    }

    @BeforeEach
    void somebody() {
        ada = stranger.signUp("Ada Lovelace");
    }

    @Test
    @Tag("tenancy-44")
    void given_notices__when_they_are_read_and_put_away__then_the_count_and_the_list_follow() {
        tell("first");
        tell("second");
        tell("third");

        var page = ada.get("/notifications?limit=2");
        assertThat(page.at("/items").valueStream().map(each -> each.path("title").asString()))
                .containsExactly("third", "second");
        var rest = ada.get("/notifications?limit=2&cursor=" + page.text("/next_cursor"));
        assertThat(rest.text("/items/0/title")).isEqualTo("first");
        assertThat(rest.body().has("next_cursor")).isFalse();

        var third = "/notifications/" + page.text("/items/0/id");
        var read = ada.post(third + "/read");
        assertThat(read.at("/is_read").asBoolean()).isTrue();
        assertThat(ada.post(third + "/read").text("/read_at")).isEqualTo(read.text("/read_at"));
        assertThat(count()).isEqualTo(2);
        assertThat(ada.get("/notifications?unread=true").at("/items")).hasSize(2);
        assertThat(ada.post(third + "/unread").at("/is_read").asBoolean()).isFalse();
        assertThat(count()).isEqualTo(3);

        var second = "/notifications/" + page.text("/items/1/id");
        assertThat(ada.post(second + "/dismiss").body().has("dismissed_at")).isTrue();
        assertThat(count()).isEqualTo(2);
        assertThat(ada.get("/notifications").at("/items")).hasSize(2);
        assertThat(ada.get("/notifications?include_dismissed=true").at("/items")).hasSize(3);
        assertThat(ada.get(second).text("/title")).isEqualTo("second");

        var ids = List.of(page.text("/items/0/id"));
        assertThat(updated("mark-read", Map.of("ids", ids))).isEqualTo(1);
        assertThat(updated("mark-read", Map.of("ids", ids))).isZero();
        assertThat(updated("mark-read", Map.of("all", true))).isEqualTo(2);
        assertThat(count()).isZero();
        assertThat(ada.post("/notifications/dismiss-all").at("/updated").asInt()).isEqualTo(2);
        assertThat(ada.get("/notifications").at("/items")).isEmpty();
    }

    @Test
    void given_a_moment__when_everything_before_it_is_read__then_what_came_later_is_not() {
        tell("before");
        var at = ada.get("/notifications").text("/items/0/created_at");
        tell("after");

        assertThat(updated("mark-read", Map.of("all", true, "before", at))).isEqualTo(1);
        assertThat(ada.get("/notifications?unread=true").text("/items/0/title")).isEqualTo("after");
    }

    @Test
    void given_a_notice__when_it_is_told_again__then_it_is_there_once() {
        tell("once");
        tell("once");

        assertThat(ada.get("/notifications").at("/items")).hasSize(1);
    }

    @Test
    void given_somebody_elses_notice__when_it_is_asked_for__then_it_is_not_there() {
        tell("hers");
        var id = ada.get("/notifications").text("/items/0/id");
        var bob = stranger.signUp("Bob Moses");

        assertThat(bob.get("/notifications").at("/items")).isEmpty();
        assertThat(bob.get("/notifications/" + id).code()).isEqualTo("not_found");
        for (var way : List.of("read", "unread", "dismiss")) {
            assertThat(bob.post("/notifications/%s/%s".formatted(id, way)).code())
                    .as(way)
                    .isEqualTo("not_found");
        }
        var foreign = bob.post("/notifications/mark-read", Map.of("ids", List.of(id)));
        assertThat(foreign.at("/updated").asInt()).isZero();
        assertThat(ada.get("/notifications/" + id).at("/is_read").asBoolean()).isFalse();
    }

    @Test
    void given_no_choice_or_two__when_notices_are_marked__then_it_is_refused() {
        tell("kept");

        assertThat(ada.post("/notifications/mark-read", Map.of()).code())
                .isEqualTo("validation_failed");
        assertThat(ada.post("/notifications/mark-read", Map.of("all", true, "ids", List.of())))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(422));
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void given_old_notices__when_they_are_swept__then_unread_ones_stay_twice_as_long() {
        tell("read, 91 days old");
        tell("unread, 91 days old");
        tell("unread, 181 days old");
        var page = ada.get("/notifications");
        ada.post("/notifications/%s/read".formatted(page.text("/items/2/id")));
        Maintenance.update(
                database,
                """
                update core.user_notices
                   set created_at = now() - case when title like '%181%' then interval '181 days'
                       else interval '91 days' end
                 where user_id = ?
                """,
                ada.userId());

        notices.sweep();
        notices.sweep();

        assertThat(
                        ada.get("/notifications")
                                .at("/items")
                                .valueStream()
                                .map(each -> each.path("title").asString()))
                .containsExactly("unread, 91 days old");
    }

    private void tell(String title) {
        transaction.executeWithoutResult(
                _ ->
                        events.publishEvent(
                                new PersonalNotice(
                                        ada.userId(),
                                        null,
                                        "admin_access",
                                        title,
                                        "The body of " + title,
                                        PersonalNotice.Priority.NORMAL,
                                        "impersonation",
                                        UUID.randomUUID(),
                                        "/settings/security",
                                        title)));
    }

    private int count() {
        return ada.get("/notifications/unread-count").at("/count").asInt();
    }

    private int updated(String way, Map<String, Object> body) {
        var answer = ada.post("/notifications/" + way, body);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.at("/updated").asInt();
    }
}
