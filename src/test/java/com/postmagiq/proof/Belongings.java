package com.postmagiq.proof;

import com.postmagiq.Api;
import com.postmagiq.Errand;
import com.postmagiq.Keys;
import com.postmagiq.Maintenance;
import com.postmagiq.Storyteller;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What one person and their workspace own, by kind of id: a finished run, one that waits, and
 * everything else that routes name.
 */
record Belongings(Api person, Map<String, String> ids) {
    /** Gives somebody new something of every kind. */
    static Belongings of(Api person, Database database) {
        var golden = Storyteller.compare(person);
        Storyteller.settleIn(person);
        var story = Storyteller.offline(person);
        var run = story.approveToTheEnd();
        story.dismissAFinding();
        var waiting = Storyteller.offline(person);
        var asked = waiting.untilQuiet();
        var ids = new LinkedHashMap<String, String>();
        ids.put("run", story.runId());
        ids.put("output", run.path("final_output_id").asString());
        ids.put("post", run.path("post_id").asString());
        ids.put("decision", asked.at("/open_decision/id").asString());
        ids.put("report", story.look("/quality").path("id").asString());
        ids.put("user", person.userId().toString());
        ids.put(
                "quote",
                person.post(
                                "/workflow-runs/quote",
                                Map.of(
                                        "story",
                                        Storyteller.story("fire-company"),
                                        "config",
                                        "offline"))
                        .text("/quote_id"));
        ids.put("sample", person.get("/voice/samples").text("/samples/0/id"));
        ids.put("profile", person.get("/voice-profiles").text("/items/0/id"));
        ids.put("asset", story.attachANote());
        ids.put("transcription", story.leaveATranscription(database));
        ids.put("key", Keys.make(person, "content:read").text("/api_key/id"));
        ids.put("set", golden.setId());
        ids.put("case", golden.caseId());
        ids.put("experiment", golden.experimentId());
        ids.put("entry", person.get("/audit-logs").text("/items/0/id"));
        var operation = person.post("/audit-logs/export", Map.of("format", "csv")).text("/id");
        Errand.awaitEnd(person, "/operations/" + operation);
        ids.put("operation", operation);
        var planned = Storyteller.plan(person);
        ids.put("comment", Storyteller.discuss(person));
        ids.put("platform", planned.platformId());
        ids.put("goal", planned.goalId());
        ids.put("chapter", planned.chapterId());
        ids.put("talk", planned.talkId());
        var dated = Storyteller.date(person);
        ids.put("slot", dated.slotId());
        ids.put("recurrence", dated.recurrenceId());
        ids.put("feed", dated.feedId());
        ids.put("notice", Maintenance.notice(database, person).toString());
        ids.put("placeholder", Maintenance.placeholder(database, person).toString());
        ids.put("impersonation", UUID.randomUUID().toString());
        ids.put("workspace", person.workspaceId().toString());
        ids.put("account", person.get("").text("/account_id"));
        ids.put("role", Team.role(person, "Reader", "viewer", "content:read"));
        ids.put("invite", Team.invite(person, Api.newEmail(), "viewer").text("/id"));
        ids.put("member", Team.membershipOf(Team.join(person, "Mia Member", "editor")));
        ids.put("session", person.get("/api/v1/auth/sessions").text("/items/0/id"));
        return new Belongings(person, Map.copyOf(ids));
    }

    /** What belongs to the name of a variable, or of a part of a body. */
    String id(Route route, String variable) {
        var kind =
                switch (variable) {
                    case "id" ->
                            route.path().contains("/members/")
                                    ? "member"
                                    : route.path().contains("/invites/")
                                            ? "invite"
                                            : route.path().contains("/placeholders/")
                                                    ? "placeholder"
                                                    : route.path().contains("/workspaces/")
                                                            ? "workspace"
                                                            : ofWork(route);
                    case "run_id", "fork_of", "a", "b", "resource_id" -> "run";
                    case "workspace_id" -> "workspace";
                    case "account_id" -> "account";
                    case "custom_role_id", "role" -> "role";
                    case "membership_id" -> "member";
                    case "user_id", "assignee_id", "new_owner_id", "started_by", "actor_id" ->
                            "user";
                    case "entry_id" -> "entry";
                    case "notice_id" -> "notice";
                    case "key_id" -> "key";
                    case "impersonation_id", "mail_id", "challenge_id", "announcement_id" ->
                            "impersonation";
                    // of a person's own exports and imports any foreign id does: there is nobody
                    // else's
                    case "operation_id", "export_id", "import_id" -> "operation";
                    case "output_id", "against" -> "output";
                    case "decision_id" -> "decision";
                    case "quote_id" -> "quote";
                    case "set_id" -> "set";
                    case "case_id" -> "case";
                    case "experiment_id" -> "experiment";
                    case "platform_id" -> "platform";
                    case "goal_id", "target_goal_id" -> "goal";
                    case "chapter_id", "to" -> "chapter";
                    case "conversation_id" -> "talk";
                    case "slot_id" -> "slot";
                    case "recurrence_id" -> "recurrence";
                    case "feed_id" -> "feed";
                    case "post_ref",
                            "other_ref",
                            "post_id",
                            "copy_post_id",
                            "after_id",
                            "before_id",
                            "undo_token" ->
                            "post";
                    case "comment_id", "parent_id" -> "comment";
                    case "sample_id", "prompt_id" -> "sample";
                    case "profile_id",
                            "other_profile_id",
                            "target_profile_id",
                            "voice_profile_id" ->
                            "profile";
                    default -> "";
                };
        var id = ids.get(kind);
        if (id == null) {
            throw new AssertionError(
                    "%s has an id '%s' this test knows nothing of: say what it is"
                            .formatted(route, variable));
        }
        return id;
    }

    private static String ofWork(Route route) {
        return route.path().contains("/workflow-runs/")
                ? "run"
                : route.path().contains("/quality/reports/")
                        ? "report"
                        // of a person's own things any foreign id does: there is nobody else's
                        : route.path().startsWith("/api/v1/auth/")
                                ? "session"
                                : route.path().contains("/assets/")
                                        ? "asset"
                                        : route.path().contains("/transcribe/")
                                                ? "transcription"
                                                : "";
    }
}
