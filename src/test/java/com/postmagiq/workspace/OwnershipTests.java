package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.Overheard;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.mail.NewMail;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class OwnershipTests {
    private final Database database;
    private final Overheard overheard;
    private final Api stranger;

    OwnershipTests(Database database, Overheard overheard, @LocalServerPort int port) {
        this.database = database;
        this.overheard = overheard;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("tenancy-35")
    void given_an_owner__when_they_want_to_go__then_they_hand_the_workspace_on_first() {
        var olga = stranger.signUp("Olga Owner");
        var mia = Team.join(olga, "Mia Member", "editor");

        var leave = olga.post("/members/leave");
        var transfer = transfer(olga, mia);

        assertThat(leave.status()).isEqualTo(409);
        assertThat(leave.code()).isEqualTo("member.owner_protected");
        assertThat(transfer.status()).as(transfer.raw().body()).isEqualTo(200);
        assertThat(transfer.text("/role")).isEqualTo("admin");
        assertThat(transfer.text("/owner_id")).isEqualTo(mia.userId().toString());
        assertThat(mia.get("").text("/role")).isEqualTo("owner");
        assertThat(olga.post("/members/leave").status()).isEqualTo(204);
        for (var reader : List.of(olga, mia)) {
            assertThat(overheard.mailsTo(reader.email()))
                    .extracting(NewMail::template)
                    .contains("owner_transferred");
        }
        assertThat(overheard.actions(olga.userId())).contains("workspace.owner_transferred");
    }

    @Test
    @Tag("tenancy-35")
    void given_people_who_cannot_own__when_the_workspace_is_handed_to_them__then_it_stays() {
        var olga = stranger.signUp("Olga Owner");
        var gone = Team.join(olga, "Gone Member", "editor");
        var goneId = Team.membershipOf(gone);
        olga.delete("/members/" + goneId);
        var invited = Team.invite(olga, Api.newEmail(), "admin").text("/id");
        var inactive = Team.join(olga, "Ina Active", "editor");
        var inactiveId = Team.membershipOf(inactive);
        Maintenance.update(
                database,
                "update core.users set is_active = false where id = ?",
                inactive.userId());

        for (var id :
                List.of(
                        goneId,
                        invited,
                        inactiveId,
                        Team.membershipOf(olga),
                        UUID.randomUUID().toString())) {
            var answer = olga.post("/transfer-ownership", Map.of("membership_id", id));
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("workspace.transfer_target");
        }
        assertThat(olga.get("").text("/role")).isEqualTo("owner");
    }

    @Test
    @Tag("tenancy-37")
    void given_two_transfers_at_once__when_both_have_ended__then_there_is_one_owner() {
        var olga = stranger.signUp("Olga Owner");
        var mia = Team.join(olga, "Mia Member", "editor");
        var ned = Team.join(olga, "Ned Newcomer", "viewer");
        var forMia = Team.membershipOf(mia);
        var forNed = Team.membershipOf(ned);

        var answers =
                Team.together(
                        () -> olga.post("/transfer-ownership", Map.of("membership_id", forMia)),
                        () -> olga.post("/transfer-ownership", Map.of("membership_id", forNed)));

        // The second was let in as owner and finds another one, or is no owner any more.
        assertThat(answers).extracting(Api.Answer::status).containsOnlyOnce(200);
        assertThat(answers)
                .filteredOn(each -> each.status() != 200)
                .extracting(Api.Answer::code)
                .containsAnyOf("workspace.owner_changed", "scope_missing");
        assertThat(owners(olga)).isEqualTo(1);
    }

    @Test
    @Tag("tenancy-37")
    void given_a_transfer_while_its_target_is_removed__when_both_have_ended__then_one_has_won() {
        var olga = stranger.signUp("Olga Owner");
        var anna = Team.join(olga, "Anna Admin", "admin");
        var mia = Team.join(olga, "Mia Member", "editor");
        var id = Team.membershipOf(mia);

        var answers =
                Team.together(
                        () -> olga.post("/transfer-ownership", Map.of("membership_id", id)),
                        () -> anna.delete("/members/" + id));

        var statuses = answers.stream().map(Api.Answer::status).toList();
        assertThat(statuses).isIn(List.of(200, 409), List.of(409, 204));
        assertThat(owners(olga)).isEqualTo(1);
    }

    private static Api.Answer transfer(Api owner, Api to) {
        return owner.post("/transfer-ownership", Map.of("membership_id", Team.membershipOf(to)));
    }

    private long owners(Api anybody) {
        return Maintenance.call(
                database,
                rows ->
                        rows.sql(
                                        """
                                        select count(*) from app.workspace_memberships
                                         where workspace_id = ? and role = 'owner' and status = 'active'
                                        """)
                                .param(anybody.workspaceId())
                                .query(Long.class)
                                .single());
    }
}
