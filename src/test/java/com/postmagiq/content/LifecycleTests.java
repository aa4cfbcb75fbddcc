package com.postmagiq.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LifecycleTests {
    @Test
    void given_any_status__when_it_is_read_back__then_it_is_the_same() {
        for (var status : PostStatus.values()) {
            assertThat(PostStatus.of(status.code())).isEqualTo(status);
        }
        assertThat(PostStatus.of(" Pending_Approval ")).isEqualTo(PostStatus.REVIEW);
    }

    @Test
    @Tag("content-13")
    void given_a_person__when_they_move_posts__then_review_and_publication_are_not_theirs() {
        for (var from : PostStatus.values()) {
            assertThat(Lifecycle.allowed(from, PostStatus.DRAFTING))
                    .doesNotContain(PostStatus.REVIEW, PostStatus.PUBLISHED);
        }
        assertThat(Lifecycle.allowed(PostStatus.PUBLISHED, null)).isEmpty();
        assertThat(Lifecycle.allowed(PostStatus.REVIEW, null)).containsExactly(PostStatus.ARCHIVED);
        assertThat(Lifecycle.allowed(PostStatus.ARCHIVED, PostStatus.READY))
                .containsExactly(PostStatus.READY);
    }

    @Test
    void given_a_run__when_it_moves_posts__then_it_never_touches_what_is_finished() {
        var finished =
                EnumSet.of(
                        PostStatus.POLISHING,
                        PostStatus.READY,
                        PostStatus.PUBLISHED,
                        PostStatus.ARCHIVED);
        for (var from : finished) {
            assertThat(
                            Arrays.stream(PostStatus.values())
                                    .filter(to -> Lifecycle.allows(from, to, Mover.RUN, null)))
                    .isEmpty();
        }
    }

    @Test
    void given_text_on_x__when_it_is_measured__then_links_and_wide_signs_count_as_there() {
        assertThat(PlatformLength.of("x", "see https://example.com/a/very/long/path now"))
                .isEqualTo("see ".length() + 23 + " now".length());
        assertThat(PlatformLength.of("x", "日本")).isEqualTo(4);
        assertThat(PlatformLength.of("linkedin", "日本😀")).isEqualTo(3);
    }
}
