package com.postmagiq.content.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
@ExtendWith(OutputCaptureExtension.class)
class FeedTests {
    private static final String TOPIC =
            "Fire company, with comma; a topic so long that its line is folded, 🎉 and not within a sign";

    private final LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);

    private final Api stranger;

    FeedTests(@LocalServerPort int port) {
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("content-35")
    @Tag("content-90")
    void given_a_feed__when_a_post_is_moved__then_the_event_keeps_its_name_and_its_number_grows()
            throws IOException, ParserException {
        var ana = stranger.signUp("Ana Author");
        var post = CalendarTests.post(ana, TOPIC);
        CalendarTests.plan(ana, post, tomorrow + "T09:00", "UTC");
        var address = feed(ana, "all");

        var before = stranger.get(address);
        CalendarTests.plan(ana, post, tomorrow + "T10:00", "UTC");
        var after = stranger.get(address);

        assertThat(before.header("Content-Type").orElse("")).startsWith("text/calendar");
        var first = onlyEvent(before);
        assertThat(value(first, Property.UID)).isEqualTo("post-" + post + "@postmagiq");
        assertThat(value(first, Property.SUMMARY)).isEqualTo(TOPIC);
        assertThat(Instant.from(first.getDateTimeStart().getDate())).isEqualTo(at(9, 0));
        assertThat(Instant.from(first.getDateTimeEnd().getDate())).isEqualTo(at(9, 30));
        var moved = onlyEvent(after);
        assertThat(value(moved, Property.UID)).isEqualTo(value(first, Property.UID));
        assertThat(Instant.from(moved.getDateTimeStart().getDate())).isEqualTo(at(10, 0));
        assertThat(moved.getSequence().getSequenceNo())
                .isGreaterThan(first.getSequence().getSequenceNo());
        assertThat(after.header("ETag")).isPresent().isNotEqualTo(before.header("ETag"));
        assertThat(
                        stranger.with("If-None-Match", after.header("ETag").orElseThrow())
                                .get(address)
                                .status())
                .isEqualTo(304);
    }

    @Test
    void given_a_feed_of_ones_own_posts__then_it_shows_only_those_assigned() {
        var ana = stranger.signUp("Ana Author");
        var mine = CalendarTests.post(ana, "Mine");
        CalendarTests.plan(ana, mine, tomorrow + "T09:00", "UTC");
        CalendarTests.plan(ana, CalendarTests.post(ana, "Nobody's"), tomorrow + "T12:00", "UTC");
        ana.patch("/posts/" + mine, Map.of("assignee_id", ana.userId()));

        assertThat(stranger.get(feed(ana, "mine")).raw().body())
                .contains("Mine")
                .doesNotContain("Nobody");
    }

    @Test
    @Tag("content-35")
    @Tag("content-90")
    void given_a_feed_taken_back_or_of_a_removed_member__then_its_address_is_unknown(
            CapturedOutput output) {
        var ana = stranger.signUp("Ana Author");
        var ben = Team.join(ana, "Ben Second", "editor");
        var anas = feed(ana, "all");
        var bens = feed(ben, "all");
        assertThat(stranger.get(bens).status()).isEqualTo(200);

        ana.delete("/calendar/feeds/" + ana.get("/calendar/feeds").text("/items/0/id"));
        ana.delete("/members/" + Team.membershipOf(ben));

        assertThat(stranger.get(anas).code()).isEqualTo("calendar.feed_not_found");
        assertThat(stranger.get(bens).code()).isEqualTo("calendar.feed_not_found");
        assertThat(stranger.get("/api/v1/calendar/guessed.ics").status()).isEqualTo(404);
        assertThat(ana.delete("/calendar/feeds/" + ana.workspaceId()).code())
                .isEqualTo("calendar.feed_not_found");
        assertThat(output.getAll()).doesNotContain(token(anas)).doesNotContain(token(bens));
    }

    private static String token(String address) {
        return address.substring(address.lastIndexOf('/') + 1, address.lastIndexOf(".ics"));
    }

    private static String feed(Api who, String scope) {
        var url = who.post("/calendar/feeds", Map.of("scope", scope)).text("/url");
        return url.substring(url.indexOf("/api/v1/calendar/"));
    }

    /** As another program's library reads it, which refuses what is against the standard. */
    private static VEvent onlyEvent(Api.Answer feed) throws IOException, ParserException {
        var calendar = new CalendarBuilder().build(new StringReader(feed.raw().body()));
        assertThat(calendar.validate().getEntries()).isEmpty();
        List<VEvent> events = calendar.getComponents(Component.VEVENT);
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    private static String value(VEvent event, String property) {
        return event.getRequiredProperty(property).getValue();
    }

    private Instant at(int hour, int minute) {
        return tomorrow.atTime(hour, minute).toInstant(ZoneOffset.UTC);
    }
}
