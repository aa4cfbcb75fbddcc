package com.postmagiq.quality;

import org.jspecify.annotations.Nullable;

/**
 * A point of the calendar or of the day, as far as the text names it.
 *
 * @param start first UTF-16 code unit
 * @param end one past the last
 * @param decade first year of a named decade, such as 1990
 * @param weekday 1 Monday to 7 Sunday
 * @param minute minute of the day
 * @param halfOfDayKnown whether the clock time says morning or afternoon
 */
record CalendarMention(
        int start,
        int end,
        @Nullable Integer year,
        @Nullable Integer month,
        @Nullable Integer day,
        @Nullable Integer decade,
        @Nullable Integer weekday,
        @Nullable Integer minute,
        boolean halfOfDayKnown) {

    static CalendarMention date(
            int start,
            int end,
            @Nullable Integer year,
            @Nullable Integer month,
            @Nullable Integer day) {
        return new CalendarMention(start, end, year, month, day, null, null, null, false);
    }

    static CalendarMention decade(int start, int end, int firstYear) {
        return new CalendarMention(start, end, null, null, null, firstYear, null, null, false);
    }

    static CalendarMention weekday(int start, int end, int weekday) {
        return new CalendarMention(start, end, null, null, null, null, weekday, null, false);
    }

    static CalendarMention clock(int start, int end, int minute, boolean halfOfDayKnown) {
        return new CalendarMention(
                start, end, null, null, null, null, null, minute, halfOfDayKnown);
    }
}
