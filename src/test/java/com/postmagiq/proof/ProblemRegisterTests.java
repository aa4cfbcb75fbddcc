package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.kernel.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
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
