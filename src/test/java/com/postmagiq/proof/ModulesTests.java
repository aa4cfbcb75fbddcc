package com.postmagiq.proof;

import static java.util.stream.Collectors.joining;

import com.postmagiq.PostmagiqApplication;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.DependencyType;
import org.springframework.modulith.docs.Documenter;

/** The modules use each other only as their packages say they may. */
class ModulesTests {
    private static final ApplicationModules MODULES =
            ApplicationModules.of(PostmagiqApplication.class);

    @Test
    void given_the_modules__then_they_use_only_what_others_offer_and_in_no_circle() {
        MODULES.verify();
    }

    @Test
    void given_the_modules__when_they_are_drawn__then_the_kept_picture_shows_the_same() {
        var modules = MODULES.stream().sorted(Comparator.comparing(ModulesTests::name)).toList();
        var nodes = modules.stream().map(ModulesTests::node).collect(joining());
        var edges = new TreeSet<String>();
        for (var module : modules) {
            module.getDirectDependencies(MODULES, DependencyType.values())
                    .uniqueModules()
                    .filter(target -> !name(target).equals("kernel"))
                    .forEach(
                            target ->
                                    edges.add(
                                            "    %s --> %s%n"
                                                    .formatted(name(module), name(target))));
        }

        Committed.assertKept(
                "docs/modules/README.md",
                """
                # Modules

                Each module is one package under `com.postmagiq`. An arrow means "uses"; every module may
                also use `kernel`, which knows none of them. A test draws this page from the classes and
                fails when a module reaches where its `package-info.java` does not allow.

                ```mermaid
                graph TD
                %s%s```

                | Module | What it is | May use |
                | --- | --- | --- |
                %s"""
                        .formatted(
                                nodes,
                                String.join("", edges),
                                modules.stream().map(ModulesTests::row).collect(joining())));
    }

    @Test
    void given_the_modules__when_the_build_runs__then_their_details_are_written_beside_it() {
        new Documenter(MODULES).writeModulesAsPlantUml().writeIndividualModulesAsPlantUml();
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString().toLowerCase(Locale.ROOT);
    }

    private static String node(ApplicationModule module) {
        return "    %s%n".formatted(name(module));
    }

    private static String row(ApplicationModule module) {
        var allowed =
                PackageText.allowed(module.getBasePackage().getName()).stream()
                        .map("`%s`"::formatted)
                        .collect(joining(", "));
        return "| `%s` | %s | %s |%n"
                .formatted(
                        name(module),
                        PackageText.firstSentence(module.getBasePackage().getName()),
                        allowed.isEmpty() ? "-" : allowed);
    }
}
