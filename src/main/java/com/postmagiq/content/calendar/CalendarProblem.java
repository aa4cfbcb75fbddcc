package com.postmagiq.content.calendar;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about times of publishing can be refused. */
enum CalendarProblem implements Problem {
    RANGE("calendar.range", HttpStatus.UNPROCESSABLE_CONTENT, "Unusable range of days"),
    UNKNOWN_ZONE("calendar.unknown_zone", HttpStatus.UNPROCESSABLE_CONTENT, "Unknown time zone"),
    UNREADABLE_TIME(
            "calendar.unreadable_time", HttpStatus.UNPROCESSABLE_CONTENT, "Unreadable time"),
    NO_FREE_SLOT("calendar.no_free_slot", HttpStatus.NOT_FOUND, "No free slot"),
    UNKNOWN_SLOT("calendar.slot_not_found", HttpStatus.NOT_FOUND, "No such slot"),
    SLOT_EXISTS("calendar.slot_exists", HttpStatus.CONFLICT, "Slot exists"),
    SLOT_LIMIT("calendar.slot_limit", HttpStatus.CONFLICT, "Too many slots"),
    NO_STREAM("calendar.platform_required", HttpStatus.UNPROCESSABLE_CONTENT, "Stream needed"),
    UNKNOWN_FEED("calendar.feed_not_found", HttpStatus.NOT_FOUND, "No such feed"),
    FEED_LIMIT("calendar.feed_limit", HttpStatus.CONFLICT, "Too many feeds"),
    IN_PAST("post.schedule_in_past", HttpStatus.UNPROCESSABLE_CONTENT, "Time has passed");

    private final String code;
    private final HttpStatus status;
    private final String title;

    CalendarProblem(String code, HttpStatus status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
