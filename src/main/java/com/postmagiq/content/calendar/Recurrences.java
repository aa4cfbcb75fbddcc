package com.postmagiq.content.calendar;

import com.postmagiq.content.Assignees;
import com.postmagiq.content.PostPlaces;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The posts of a workspace that come back. */
@Service
class Recurrences {
    private static final int MOST = 100;
    private static final String RESOURCE = "recurrence";

    private final RecurrenceStore store;
    private final MakeOccurrences make;
    private final Streams streams;
    private final PostPlaces places;
    private final Assignees assignees;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Recurrences(
            RecurrenceStore store,
            MakeOccurrences make,
            Streams streams,
            PostPlaces places,
            Assignees assignees,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.make = make;
        this.streams = streams;
        this.places = places;
        this.assignees = assignees;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Recurrence> page(@Nullable UUID after, int limit) {
        return store.page(after, limit);
    }

    /**
     * @throws ProblemException {@code recurrence.not_found}
     */
    @Transactional(readOnly = true)
    public Recurrence get(UUID id) {
        return store.get(id);
    }

    /**
     * Keeps a new one and makes what is inside its lead.
     *
     * @throws ProblemException {@code recurrence.limit}, {@code recurrence.end_required}, {@code
     *     recurrence.never_happens}, {@code recurrence.too_many}, {@code recurrence.incomplete}
     */
    @Transactional
    public Recurrence create(UUID actorId, Recurrence.Plan plan, RecurrenceRule rule) {
        if (store.count() >= MOST) {
            throw new ProblemException(
                    RecurrenceProblem.LIMIT,
                    "A workspace has at most %d recurring posts; delete one that is over."
                            .formatted(MOST));
        }
        RecurrenceChecks.check(rule);
        var id = Ids.next();
        store.insert(id, sound(plan), rule, actorId, clock.instant());
        events.publishEvent(Audited.done("recurrence.created", actorId, RESOURCE, id));
        make.due(id, actorId);
        return store.get(id);
    }

    /**
     * Changes what is not made yet; posts that were made stay as they are.
     *
     * @throws ProblemException {@code recurrence.not_found} and those of {@link #create}
     */
    @Transactional
    public Recurrence change(UUID actorId, UUID id, Recurrence.Plan plan, RecurrenceRule rule) {
        var old = store.lock(id);
        RecurrenceChecks.check(rule);
        store.update(id, sound(plan), rule, clock.instant());
        if (old.status().equals("ended")) {
            store.standing(id, "active", old.notBefore(), rule.startsOn(), clock.instant());
        }
        events.publishEvent(Audited.done("recurrence.changed", actorId, RESOURCE, id));
        make.due(id, actorId);
        return store.get(id);
    }

    /**
     * @throws ProblemException {@code recurrence.not_found}, {@code recurrence.ended}
     */
    @Transactional
    public Recurrence pause(UUID actorId, UUID id) {
        var rule = running(id);
        store.standing(id, "paused", rule.notBefore(), rule.nextOn(), clock.instant());
        events.publishEvent(Audited.done("recurrence.paused", actorId, RESOURCE, id));
        return store.get(id);
    }

    /**
     * Goes on from today; what was missed is not made up.
     *
     * @throws ProblemException {@code recurrence.not_found}, {@code recurrence.ended}
     */
    @Transactional
    public Recurrence resume(UUID actorId, UUID id) {
        var rule = running(id);
        var today = LocalDate.ofInstant(clock.instant(), rule.plan().zone());
        store.standing(id, "active", today, rule.nextOn(), clock.instant());
        events.publishEvent(Audited.done("recurrence.resumed", actorId, RESOURCE, id));
        make.due(id, actorId);
        return store.get(id);
    }

    /**
     * Makes no post for a day of it; one that was made is deleted, and comes back only by hand.
     *
     * @throws ProblemException {@code recurrence.not_found}, {@code recurrence.not_a_day}
     */
    @Transactional
    public Recurrence skip(Actor actor, UUID id, LocalDate day) {
        var rule = store.lock(id);
        if (!rule.rule().days().contains(day)) {
            throw new ProblemException(
                    RecurrenceProblem.NOT_A_DAY,
                    "%s is not a day of this rule; its preview lists them.".formatted(day));
        }
        make.takeBack(id, day, actor);
        store.markDone(id, day, "skipped");
        events.publishEvent(Audited.done("recurrence.skipped", actor.userId(), RESOURCE, id));
        make.due(id, actor.userId());
        return store.get(id);
    }

    /**
     * Forgets the rule; posts that were made stay.
     *
     * @throws ProblemException {@code recurrence.not_found}
     */
    @Transactional
    public void delete(UUID actorId, UUID id) {
        store.delete(id);
        events.publishEvent(Audited.done("recurrence.deleted", actorId, RESOURCE, id));
    }

    /** What it would make next, nothing stored. */
    @Transactional(readOnly = true)
    public List<Recurrence.Occurrence> preview(Recurrence recurrence, boolean stored, int count) {
        RecurrenceChecks.check(recurrence.rule());
        var today = LocalDate.ofInstant(clock.instant(), recurrence.plan().zone());
        var done = stored ? store.done(recurrence.id()) : Set.<LocalDate>of();
        return recurrence.ahead(today, done).stream().limit(count).toList();
    }

    /** The plan with its chapter's strategy; what it names is the workspace's own. */
    private Recurrence.Plan sound(Recurrence.Plan plan) {
        streams.require(plan.platformId());
        var place = places.of(plan.goalId(), plan.chapterId());
        if (plan.assigneeId() != null) {
            assignees.requireWriter(plan.assigneeId());
        }
        if (plan.copyPostId() != null) {
            streams.requirePost(plan.copyPostId());
        }
        if (plan.startWorkflow()) {
            streams.requireStory(plan.copyPostId());
        }
        return plan.at(place.goalId(), place.chapterId());
    }

    private Recurrence running(UUID id) {
        var rule = store.lock(id);
        if (rule.status().equals("ended")) {
            throw new ProblemException(
                    RecurrenceProblem.ENDED,
                    "This rule has ended; give it a later end, and it goes on.");
        }
        return rule;
    }
}
