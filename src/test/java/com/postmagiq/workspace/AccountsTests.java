package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Overheard;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class AccountsTests {
    private final Database database;
    private final Overheard overheard;
    private final Api stranger;

    AccountsTests(Database database, Overheard overheard, @LocalServerPort int port) {
        this.database = database;
        this.overheard = overheard;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("tenancy-59")
    void given_an_account_with_two_workspaces__when_a_manager_helps__then_they_can_make_a_third() {
        var ada = stranger.signUp("Ada Lovelace");
        var max = stranger.signUp("Max Manager");
        var account = account(ada);
        ada.post("/api/v1/workspaces", Map.of("name", "River Trust"));

        var managing = ada.post(account + "/managers", Map.of("email", max.email()));
        var third =
                max.post("/api/v1/workspaces", Map.of("name", "Third", "account_id", id(account)));

        assertThat(managing.status()).isEqualTo(201);
        assertThat(managing.text("/role")).isEqualTo("manager");
        assertThat(third.status()).as(third.raw().body()).isEqualTo(201);
        assertThat(third.text("/account_id")).isEqualTo(id(account));
        var seen = max.get(account + "/workspaces");
        assertThat(seen.at("/items")).hasSize(3);
        assertThat(seen.at("/items/0").has("role")).isFalse();
        assertThat(seen.text("/items/2/role")).isEqualTo("owner");
        var page = max.get(account + "/workspaces?limit=1");
        assertThat(
                        max.get(account + "/workspaces?cursor=" + page.text("/next_cursor"))
                                .at("/items"))
                .hasSize(2);
        assertThat(max.get(account).at("/account/workspace_count").asInt()).isEqualTo(3);
        assertThat(max.patch(account, Map.of("name", "Mine")).code())
                .isEqualTo("account.owner_only");
        assertThat(max.get(account + "/members").at("/items")).hasSize(2);
        assertThat(ada.delete(account + "/managers/" + max.userId()).status()).isEqualTo(204);
        assertThat(max.get(account).code()).isEqualTo("account.not_found");
        assertThat(ada.delete(account + "/managers/" + max.userId()).code())
                .isEqualTo("member.not_found");
    }

    @Test
    void given_an_account__when_strangers_ask__then_there_is_none() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        var account = account(ada);

        for (var path : new String[] {"", "/workspaces", "/members"}) {
            assertThat(bob.get(account + path).code()).isEqualTo("account.not_found");
        }
        assertThat(
                        bob.post(
                                        "/api/v1/workspaces",
                                        Map.of("name", "Theirs", "account_id", id(account)))
                                .code())
                .isEqualTo("account.not_manager");
        assertThat(ada.post(account + "/managers", Map.of("email", Api.newEmail())).code())
                .isEqualTo("account.user_unknown");
        assertThat(ada.patch(account, Map.of("name", "Works of Ada")).text("/account/name"))
                .isEqualTo("Works of Ada");
    }

    @Test
    @Tag("tenancy-61")
    void given_an_account__when_it_is_handed_on__then_the_old_owner_manages_it() {
        var ada = stranger.signUp("Ada Lovelace");
        var max = stranger.signUp("Max Manager");
        var bob = stranger.signUp("Bob Moses");
        var account = account(ada);
        ada.post(account + "/managers", Map.of("email", max.email()));

        var toStranger = transfer(ada, account, bob);
        var toManager = transfer(ada, account, max);

        assertThat(toStranger.status()).isEqualTo(409);
        assertThat(toStranger.code()).isEqualTo("account.transfer_target");
        assertThat(transfer(max, account, max).code()).isEqualTo("account.transfer_target");
        assertThat(toManager.status()).as(toManager.raw().body()).isEqualTo(200);
        assertThat(toManager.text("/account/role")).isEqualTo("manager");
        assertThat(max.get(account).text("/account/role")).isEqualTo("owner");
        assertThat(transfer(ada, account, ada).code()).isEqualTo("account.owner_only");
        assertThat(overheard.actions(ada.userId())).contains("account.transferred");
    }

    @Test
    void given_a_workspace_of_ones_account__when_its_owner_joins__then_they_are_an_admin_there() {
        var ada = stranger.signUp("Ada Lovelace");
        var max = stranger.signUp("Max Manager");
        var account = account(ada);
        ada.post(account + "/managers", Map.of("email", max.email()));
        var made =
                max.post("/api/v1/workspaces", Map.of("name", "Third", "account_id", id(account)));
        var third = UUID.fromString(made.text("/id"));

        var joined = ada.post(account + "/join", Map.of("workspace_id", third));
        var foreign =
                ada.post(
                        account + "/join",
                        Map.of("workspace_id", stranger.signUp("Bob Moses").workspaceId()));

        assertThat(joined.status()).as(joined.raw().body()).isEqualTo(200);
        assertThat(ada.in(third).get("").text("/role")).isEqualTo("admin");
        assertThat(foreign.code()).isEqualTo("workspace.not_found");
        assertThat(ada.post(account + "/join", Map.of("workspace_id", third)).code())
                .isEqualTo("invite.already_member");
        assertThat(max.post(account + "/join", Map.of("workspace_id", third)).code())
                .isEqualTo("account.owner_only");
    }

    @Test
    void given_two_accounts__when_a_workspace_moves__then_the_other_ones_limits_count() {
        var ada = stranger.signUp("Ada Lovelace");
        var max = stranger.signUp("Max Manager");
        var first = account(ada);
        var second = account(max);
        max.post(second + "/managers", Map.of("email", ada.email()));
        var path = "/api/v1/workspaces/" + ada.workspaceId() + "/move";

        var byManager = ada.post(path, Map.of("account_id", id(second)));
        transfer(max, second, ada);
        Team.limit(database, max, "max_workspaces", 1);
        var full = ada.post(path, Map.of("account_id", id(second)));
        Team.limit(database, max, "max_workspaces", 2);
        var moved = ada.post(path, Map.of("account_id", id(second)));

        assertThat(byManager.code()).isEqualTo("account.owner_only");
        assertThat(full.code()).isEqualTo("plan.workspace_limit");
        assertThat(moved.status()).as(moved.raw().body()).isEqualTo(204);
        assertThat(ada.get("").text("/account_id")).isEqualTo(id(second));
        assertThat(ada.get(first).at("/account/workspace_count").asInt()).isZero();
        assertThat(max.post(path, Map.of("account_id", id(first))).code())
                .isEqualTo("account.owner_only");
    }

    @Test
    void given_people_in_several_workspaces__when_the_account_lists_them__then_each_stands_once() {
        var ada = stranger.signUp("Ada Lovelace");
        var mia = Team.join(ada, "Mia Member", "editor");
        var account = account(ada);
        ada.post("/api/v1/workspaces", Map.of("name", "River Trust"));

        var people = ada.get(account + "/members");

        assertThat(people.at("/items").valueStream().map(each -> each.path("full_name").asString()))
                .containsExactly("Ada Lovelace", "Mia Member");
        assertThat(people.at("/items/0/workspaces")).hasSize(2);
        assertThat(people.at("/items/1/workspaces").valueStream().map(JsonNode::toString))
                .singleElement()
                .satisfies(place -> assertThat(place).contains("editor"));
        assertThat(mia.get(account).code()).isEqualTo("account.not_found");
    }

    private static String account(Api owner) {
        return "/api/v1/accounts/" + owner.get("/api/v1/accounts").text("/items/0/id");
    }

    private static String id(String account) {
        return account.substring(account.lastIndexOf('/') + 1);
    }

    private static Api.Answer transfer(Api owner, String account, Api to) {
        return owner.post(account + "/transfer", Map.of("new_owner_id", to.userId()));
    }
}
