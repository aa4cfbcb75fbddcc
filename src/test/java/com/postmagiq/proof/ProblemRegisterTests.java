package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every way the product refuses a request, in one page that programs may rely on. */
class ProblemRegisterTests {
    private static final List<Problem> ALL =
            Product.CLASSES.stream()
                    .filter(type -> type.isAssignableTo(Problem.class) && type.isEnum())
                    .sorted(Comparator.comparing(type -> type.getName()))
                    .flatMap(type -> Arrays.stream(type.reflect().getEnumConstants()))
                    .map(Problem.class::cast)
                    .toList();

    /** Every code there is. */
    static final Set<String> CODES = ALL.stream().map(Problem::code).collect(Collectors.toSet());

    /** Codes of features that were given out without an area, and no others. */
    private static final Set<String> WITHOUT_AREA =
            Set.of("invalid_post_ref", "purged", "scope_not_grantable", "scope_unknown");

    @Test
    void given_all_problems__then_each_has_a_code_of_its_own_that_follows_the_naming() {
        assertThat(ALL).hasSizeGreaterThan(20);
        assertThat(ALL).extracting(Problem::code).doesNotHaveDuplicates();
        assertThat(ALL)
                .allSatisfy(
                        problem -> {
                            assertThat(problem.code()).matches("[a-z][a-z_]*(\\.[a-z][a-z_]*)?");
                            assertThat(problem.title()).matches("[A-Z].*[^.]");
                            assertThat(problem.status().isError()).isTrue();
                        });
    }

    @Test
    @Tag("content-76")
    void given_a_code_without_an_area__then_it_is_general_or_on_the_short_list() {
        var bare =
                ALL.stream()
                        .filter(problem -> !(problem instanceof GeneralProblem))
                        .map(Problem::code)
                        .filter(code -> !code.contains("."))
                        .toList();

        assertThat(WITHOUT_AREA).containsAll(bare);
    }

    @Test
    void given_all_problems__when_they_are_listed__then_the_kept_page_says_the_same() {
        var areas = new TreeMap<String, List<Problem>>();
        for (var problem : ALL) {
            var code = problem.code();
            var area = code.contains(".") ? code.substring(0, code.indexOf('.')) : "";
            areas.computeIfAbsent(area, _ -> new ArrayList<>()).add(problem);
        }
        var page =
                new StringBuilder(
                        """
                        # Problems

                        Whatever the interface refuses is answered with `application/problem+json` (RFC 9457).
                        Its `code` is for programs and never changes; `detail` tells a person what happened,
                        to what, and what to do; `request_id` stands in the server's log. A test writes this
                        page from the classes.
                        """);
        areas.forEach(
                (area, problems) -> {
                    page.append("\n## %s\n\n".formatted(area.isEmpty() ? "General" : area))
                            .append("| Code | Status | Meaning |\n| --- | --- | --- |\n");
                    problems.stream()
                            .sorted(Comparator.comparing(Problem::code))
                            .forEach(
                                    problem ->
                                            page.append(
                                                    "| `%s` | %d | %s |\n"
                                                            .formatted(
                                                                    problem.code(),
                                                                    problem.status().value(),
                                                                    problem.title())));
                });

        Committed.assertKept("docs/api/problems.md", page.toString());
    }
}
