/**
 * When posts go out: slots of the week, the calendar, planning ahead, recurring posts and the feed
 * for other calendars.
 */
@NullMarked
package com.postmagiq.content.calendar;

import org.jspecify.annotations.NullMarked;
