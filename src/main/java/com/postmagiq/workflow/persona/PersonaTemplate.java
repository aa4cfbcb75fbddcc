package com.postmagiq.workflow.persona;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables a template may use. */
public final class PersonaTemplate {
    /** Stands for the answer's format; appended where a template lacks it and must not. */
    public static final String CONTRACT = "contract";

    public static final Set<String> VARIABLES =
            Set.of("elements", "platform", "min_words", "max_words", CONTRACT);

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

    private PersonaTemplate() {}

    /** Names in double braces that mean nothing here, in alphabetical order. */
    public static List<String> unknownVariables(String template) {
        var unknown = new TreeSet<String>();
        VARIABLE.matcher(template)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !VARIABLES.contains(name))
                .forEach(unknown::add);
        return List.copyOf(unknown);
    }

    static boolean uses(String template, String variable) {
        return VARIABLE.matcher(template)
                .results()
                .map(found -> found.group(1))
                .anyMatch(variable::equals);
    }

    /** Fills each variable once; what a value contains is not looked at again. */
    static String fill(String template, Map<String, String> values) {
        return VARIABLE.matcher(template).replaceAll(found -> value(found, values));
    }

    private static String value(MatchResult found, Map<String, String> values) {
        var value = values.get(found.group(1));
        if (value == null) {
            throw new PersonaUnavailable(
                    "The template uses {{%s}}, which is unknown; use one of %s."
                            .formatted(found.group(1), new TreeSet<>(VARIABLES)));
        }
        return Matcher.quoteReplacement(value);
    }
}
