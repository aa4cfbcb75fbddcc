package com.postmagiq.content.calendar;

import com.postmagiq.content.calendar.RecurrenceRule.Frequency;
import com.postmagiq.kernel.problem.ProblemException;

/** Whether a rule can be kept: it names its days, it has some, and it ends. */
final class RecurrenceChecks {
    private RecurrenceChecks() {}

    /**
     * @throws ProblemException {@code recurrence.end_required}, {@code recurrence.incomplete},
     *     {@code recurrence.too_many}, {@code recurrence.never_happens}
     */
    static void check(RecurrenceRule rule) {
        if ((rule.endsOn() == null) == (rule.maxCount() == null)) {
            throw new ProblemException(
                    RecurrenceProblem.END_REQUIRED,
                    "Say when it ends: either a last day (ends_on) or how many posts (max_count).");
        }
        if (rule.frequency() == Frequency.WEEKLY ? !isWeekly(rule) : !isMonthly(rule)) {
            throw new ProblemException(
                    RecurrenceProblem.INCOMPLETE,
                    "A weekly rule names its weekdays; a monthly one either month_day, or nth and weekday.");
        }
        if (rule.endsOn() != null
                && rule.endsOn().isAfter(rule.startsOn().plusYears(RecurrenceRule.MOST_YEARS))) {
            throw tooMany();
        }
        var days = rule.days().size();
        if (days == 0) {
            throw new ProblemException(
                    RecurrenceProblem.NEVER_HAPPENS,
                    "No day between its start and its end is one of this rule; move one of them.");
        }
        if (days > RecurrenceRule.MOST) {
            throw tooMany();
        }
    }

    private static boolean isWeekly(RecurrenceRule rule) {
        return !rule.weekdays().isEmpty() && rule.monthDay() == null && rule.nth() == null;
    }

    private static boolean isMonthly(RecurrenceRule rule) {
        return rule.weekdays().isEmpty()
                && (rule.monthDay() == null) != (rule.nth() == null)
                && (rule.nth() == null) == (rule.weekday() == null);
    }

    private static ProblemException tooMany() {
        return new ProblemException(
                RecurrenceProblem.TOO_MANY,
                "A rule lasts at most %d years and makes at most %d posts; end it earlier."
                        .formatted(RecurrenceRule.MOST_YEARS, RecurrenceRule.MOST));
    }
}
