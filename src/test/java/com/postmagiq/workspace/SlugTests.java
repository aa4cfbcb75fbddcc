package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("tenancy-18")
class SlugTests {
    @ParameterizedTest
    @CsvSource({
        "River Trust, river-trust",
        "Çà et là, ca-et-la",
        "Große Straße, grosse-strasse",
        "Łódź & Søn, lodz-son",
        "  --A--B--  , a-b",
        "ﬁne ① print, fine-1-print",
        "東京, workspace",
        "☀, workspace",
        "x, x-workspace",
        "API, api-workspace",
        "new, new-workspace"
    })
    void given_a_name__when_its_slug_is_made__then_it_is_plain_and_readable(
            String name, String slug) {
        assertThat(Slug.from(name)).isEqualTo(new Slug(slug));
    }

    @Test
    void given_a_long_name__when_its_slug_is_made__then_it_fits_with_and_without_suffix() {
        var slug = Slug.from("a very long name of a workspace ".repeat(4));

        assertThat(slug.text()).hasSizeLessThanOrEqualTo(60).matches("[a-z0-9](-?[a-z0-9])*");
        assertThat(slug.withSuffix().text())
                .hasSizeLessThanOrEqualTo(60)
                .matches("[a-z0-9](-?[a-z0-9])*-[0-9a-f]{6}");
        assertThat(slug.withSuffix()).isNotEqualTo(slug.withSuffix());
    }
}
