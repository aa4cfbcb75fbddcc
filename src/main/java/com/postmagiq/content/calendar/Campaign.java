package com.postmagiq.content.calendar;

import java.time.LocalDate;

/** The days of a campaign, both included. */
record Campaign(LocalDate startsOn, LocalDate endsOn) {
    boolean contains(LocalDate day) {
        return !day.isBefore(startsOn) && !day.isAfter(endsOn);
    }
}
