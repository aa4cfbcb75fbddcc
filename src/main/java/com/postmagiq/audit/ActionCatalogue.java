package com.postmagiq.audit;

import com.postmagiq.kernel.page.SearchWords;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Every action an entry may name, with the words people read. There is no other list. */
public final class ActionCatalogue {
    /**
     * One kind of entry.
     *
     * @param group what people filter by first, such as {@code team}
     * @param label for people
     */
    @Schema(name = "AuditAction")
    public record Action(String action, String group, String label) {}

    /** Signing in has no workspace, also when it happens on the way into one. */
    private static final String SIGN_IN = "auth";

    private static final Set<String> SHOWN_LONGER = Set.of(SIGN_IN, "operator", "privacy");

    private static final Map<String, Action> ALL = new LinkedHashMap<>();

    static {
        """
        auth | auth.registered | Registered
        auth | auth.login | Signed in
        auth | auth.login_failed | Sign-in failed
        auth | auth.logout | Signed out
        auth | auth.second_factor_added | Second factor added
        auth | auth.second_factor_removed | Second factor removed
        auth | auth.second_factor_reset | Second factor reset by an operator
        auth | auth.recovery_code_used | Recovery code used
        auth | auth.recovery_codes_renewed | Recovery codes made anew
        auth | auth.passkey_added | Passkey added
        auth | auth.passkey_removed | Passkey removed
        auth | auth.identity_linked | Sign-in provider linked
        auth | auth.identity_unlinked | Sign-in provider unlinked
        auth | auth.password_changed | Password changed
        auth | auth.password_reset | Password reset
        auth | auth.email_verified | Address confirmed
        auth | auth.email_changed | Address changed
        auth | auth.session_revoked | Session ended
        auth | auth.refresh_reuse | Refresh token used twice
        team | role.created | Role created
        team | role.changed | Role changed
        team | role.deleted | Role deleted
        team | member.invited | Member invited
        team | member.invite_resent | Invitation sent again
        team | member.invite_revoked | Invitation withdrawn
        team | member.invite_expired | Invitation expired
        team | member.joined | Member joined
        team | member.role_changed | Member's role changed
        team | member.changed | Member changed
        team | member.removed | Member removed
        team | member.left | Member left
        team | placeholder.given | Named person given to a member
        team | workspace.owner_transferred | Ownership transferred
        workspace | workspace.created | Workspace created
        workspace | workspace.settings_changed | Settings changed
        workspace | template.changed | Words of a mail changed
        workspace | template.reset | Words of a mail set back
        workspace | workspace.moved | Workspace moved to another account
        workspace | workspace.deleted | Workspace deleted
        workspace | workspace.restored | Workspace restored
        workspace | workspace.purged | Workspace removed for good
        workspace | workspace.export_requested | Export of the workspace requested
        workspace | workspace.exported | Workspace exported
        workspace | workspace.imported | Workspace imported
        workspace | account.changed | Account changed
        workspace | account.manager_added | Account manager added
        workspace | account.manager_removed | Account manager removed
        workspace | account.joined | Account owner joined the workspace
        workspace | account.transferred | Account transferred
        workspace | account.closed | Account closed
        workspace | account.suspended | Account suspended
        workspace | account.reactivated | Account reactivated
        content | post.created | Post created
        content | post.updated | Post changed
        content | post.deleted | Post deleted
        content | post.restored | Post restored
        content | post.status_changed | Post moved to another status
        content | post.assigned | Post assigned
        content | post.published | Post published
        content | post.scheduled | Post planned
        content | post.unscheduled | Post's time taken away
        content | slot.created | Slot created
        content | slot.changed | Slot changed
        content | slot.deleted | Slot deleted
        content | recurrence.created | Recurring post created
        content | recurrence.changed | Recurring post changed
        content | recurrence.paused | Recurring post paused
        content | recurrence.resumed | Recurring post goes on
        content | recurrence.skipped | Day of a recurring post skipped
        content | recurrence.deleted | Recurring post deleted
        content | recurrence.run_skipped | Run of a recurring post not started
        content | calendar_feed.created | Calendar address made
        content | calendar_feed.revoked | Calendar address taken back
        content | samples.removed | Samples removed
        content | content.imported | Content imported
        content | content.exported | Content exported
        content | strategy.* | Strategy changed
        content | voice.* | Voice changed
        workflow | workflow.started | Run started
        workflow | workflow.completed | Run completed
        workflow | workflow.failed | Run failed
        workflow | workflow.aborted | Run aborted
        workflow | workflow.decided | Run decided
        workflow | workflow.forced | Run completed past its checks
        workflow | workflow_config.changed | Workflow configuration changed
        approval | approval.submitted | Submitted for approval
        approval | approval.approved | Approved
        approval | approval.rejected | Rejected
        approval | approval.changes_requested | Changes requested
        approval | approval.withdrawn | Approval withdrawn
        approval | approval.held | Approval held
        approval | approval.escalated | Approval escalated
        approval | approval.expired | Approval expired
        approval | approval.voided | Approval voided by an edit
        approval | approval.minor_edit | Minor edit kept the approval
        approval | approval.delegated | Approval delegated
        approval | approval.stage_changed | Approval stages changed
        approval | portal.* | Portal changed or used
        money | subscription.created | Subscription created
        money | subscription.upgraded | Subscription upgraded
        money | subscription.downgraded | Subscription downgraded
        money | subscription.canceled | Subscription canceled
        money | subscription.trial_started | Trial started
        money | subscription.trial_ended | Trial ended
        money | billing.checkout_started | Checkout started
        money | billing.payment_failed | Payment failed
        money | credits.adjusted | Credits adjusted
        integration | api_key.created | API key created
        integration | api_key.updated | API key changed
        integration | api_key.revoked | API key revoked
        integration | webhook.created | Webhook created
        integration | webhook.updated | Webhook changed
        integration | webhook.deleted | Webhook deleted
        integration | webhook.secret_rotated | Webhook secret rotated
        integration | webhook.disabled | Webhook disabled
        integration | domain.added | Domain added
        integration | domain.verified | Domain verified
        integration | domain.removed | Domain removed
        integration | email_domain.* | Mail domain changed
        integration | whitelabel.changed | Brand changed
        privacy | data.export_requested | Export requested
        privacy | data.exported | Data exported
        privacy | privacy.consent_changed | Consent changed
        privacy | account.erasure_requested | Erasure requested
        privacy | account.erasure_cancelled | Erasure cancelled
        privacy | account.erased | Person erased
        operator | admin.impersonate_start | Operator began to act for somebody
        operator | admin.impersonate_end | Operator stopped acting for somebody
        operator | admin.user_changed | Person changed by an operator
        operator | admin.task_run | Task run by an operator
        operator | admin.announced | Announcement made by an operator
        operator | admin.announcement_removed | Announcement taken back by an operator
        operator | admin.reset_sent | Link for a new password sent by an operator
        operator | admin.template_changed | Words of a mail changed by an operator
        operator | admin.email_retried | Mail sent again by an operator
        operator | admin.subscription_set | Subscription set by an operator
        operator | admin.credits_granted | Credits granted by an operator
        access | access.denied | Refused
        """
                .lines()
                .map(line -> line.split(" \\| ", 3))
                .forEach(part -> ALL.put(part[1], new Action(part[1], part[0], part[2])));
    }

    private ActionCatalogue() {}

    /** All, by group. */
    public static List<Action> all() {
        return List.copyOf(ALL.values());
    }

    /** Whether an entry may name this. */
    public static boolean knows(String action) {
        return ALL.containsKey(action) || ALL.containsKey(family(action));
    }

    /** Actions that people can look up for a year, however little else is shown. */
    static List<String> shownLonger() {
        return ALL.values().stream()
                .filter(each -> SHOWN_LONGER.contains(each.group()))
                .map(Action::action)
                .toList();
    }

    static String label(String action) {
        var known = ALL.getOrDefault(action, ALL.get(family(action)));
        return known == null ? action : known.label();
    }

    static boolean hasNoWorkspace(String action) {
        return action.startsWith(SIGN_IN + ".");
    }

    /**
     * What a filter names: an action, or the beginning of some with {@code *} behind it.
     *
     * @return a pattern of SQL's {@code like}
     * @throws ProblemException {@code audit.unknown_action} when nothing is ever called like that
     */
    static String pattern(String filter) {
        var beginning = filter.endsWith("*") ? filter.substring(0, filter.length() - 1) : null;
        var known =
                beginning == null
                        ? knows(filter)
                        : ALL.keySet().stream().anyMatch(action -> action.startsWith(beginning));
        if (!known) {
            throw new ProblemException(
                    AuditProblem.UNKNOWN_ACTION,
                    "No entry is ever called '%s'; choose one of GET audit-logs/actions, or a beginning such as member.*"
                            .formatted(filter));
        }
        return SearchWords.literal(beginning == null ? filter : beginning)
                + (beginning == null ? "" : "%");
    }

    /** Patterns of the actions whose name or label has these words. */
    static List<String> matching(String words) {
        var wanted = words.toLowerCase(Locale.ROOT);
        return ALL.values().stream()
                .filter(
                        each ->
                                each.action().contains(wanted)
                                        || each.label().toLowerCase(Locale.ROOT).contains(wanted))
                .map(
                        each ->
                                SearchWords.literal(each.action().replace("*", ""))
                                        + starOf(each.action()))
                .toList();
    }

    private static String starOf(String action) {
        return action.endsWith("*") ? "%" : "";
    }

    private static String family(String action) {
        return action.substring(0, action.indexOf('.') + 1) + "*";
    }
}
