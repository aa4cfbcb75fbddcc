package com.postmagiq.workflow.persona;

import com.postmagiq.agents.Contract;
import com.postmagiq.workflow.config.PersonaKnowledge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * The personas, rules and voices that ship with the product. They are read and checked once, at the
 * start, so that a bad template stops the start and not a run.
 */
public final class PersonaCatalogue {
    private static final String ROOT = "classpath*:prompts/";
    private static final String FENCE = "---\n";
    private static final int SHIPPED_VERSION = 1;

    private final Map<String, Persona> personas;
    private final Map<String, PromptText> rules;
    private final Map<String, PromptText> voices;

    private PersonaCatalogue(
            Map<String, Persona> personas,
            Map<String, PromptText> rules,
            Map<String, PromptText> voices) {
        this.personas = personas;
        this.rules = rules;
        this.voices = voices;
    }

    /**
     * Reads what is on the class path.
     *
     * @throws IllegalStateException naming the file and the fault
     */
    public static PersonaCatalogue shipped() {
        // One for all folders, since it lists the whole jar for its first.
        var jar = new PathMatchingResourcePatternResolver();
        var personas = new LinkedHashMap<String, Persona>();
        files(jar, "templates")
                .forEach(
                        (file, text) -> {
                            var persona = persona(file, text);
                            personas.put(persona.slug(), persona);
                        });
        return new PersonaCatalogue(
                Collections.unmodifiableMap(personas),
                texts(jar, "rules"),
                texts(jar, "voice_profiles"));
    }

    /** All personas by slug, in alphabetical order. */
    public Map<String, Persona> personas() {
        return personas;
    }

    /** The voices that ship, by slug. */
    public Map<String, PromptText> voices() {
        return voices;
    }

    /**
     * The house rules of a tier as one text; empty for none.
     *
     * @throws PersonaUnavailable when a part of them is missing
     */
    public Optional<PromptText> rules(RulesTier tier) {
        return switch (tier) {
            case NONE -> Optional.empty();
            case CORE -> Optional.of(rules("core"));
            case FULL -> {
                var core = rules("core");
                var writing = rules("writing");
                yield Optional.of(
                        new PromptText(
                                "full",
                                "House rules",
                                core.text() + "\n\n" + writing.text(),
                                SHIPPED_VERSION));
            }
        };
    }

    /** For the validation of configurations. */
    public PersonaKnowledge knowledge() {
        var answers = new LinkedHashMap<String, Contract>();
        personas.forEach((slug, persona) -> answers.put(slug, persona.outputKind()));
        return PersonaKnowledge.of(answers);
    }

    /**
     * Reads one template with its front matter.
     *
     * @param file names it in messages
     * @throws IllegalStateException when a fact is missing or a variable unknown
     */
    static Persona persona(String file, String text) {
        var front = front(file, text);
        var template = body(text);
        var unknown = PersonaTemplate.unknownVariables(template);
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(
                    "%s uses the unknown variables %s; known are %s."
                            .formatted(file, unknown, PersonaTemplate.VARIABLES));
        }
        var slug = fact(front, "slug", file);
        if (!file.endsWith("/" + slug + ".md")) {
            throw new IllegalStateException(
                    "%s says its slug is '%s'; name the file after it.".formatted(file, slug));
        }
        return new Persona(
                slug,
                fact(front, "name", file),
                fact(front, "description", file),
                template,
                choice(RulesTier.class, fact(front, "needs_rules", file), file),
                Boolean.parseBoolean(fact(front, "needs_voice", file)),
                choice(Contract.class, fact(front, "output_kind", file), file),
                Optional.ofNullable(front.get("model_tier")),
                SHIPPED_VERSION);
    }

    private static Map<String, PromptText> texts(ResourcePatternResolver jar, String directory) {
        var texts = new LinkedHashMap<String, PromptText>();
        files(jar, directory)
                .forEach(
                        (file, text) -> {
                            var front = front(file, text);
                            var slug = fact(front, "slug", file);
                            texts.put(
                                    slug,
                                    new PromptText(
                                            slug,
                                            fact(front, "name", file),
                                            body(text),
                                            SHIPPED_VERSION));
                        });
        return Collections.unmodifiableMap(texts);
    }

    private static Map<String, String> files(ResourcePatternResolver jar, String directory) {
        var texts = new TreeMap<String, String>();
        try {
            for (var resource : jar.getResources(ROOT + directory + "/*.md")) {
                texts.putIfAbsent(
                        "prompts/" + directory + "/" + resource.getFilename(),
                        resource.getContentAsString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("prompts/%s cannot be read.".formatted(directory), e);
        }
        if (texts.isEmpty()) {
            throw new IllegalStateException(
                    "There are no files prompts/%s/*.md on the class path; build the product anew."
                            .formatted(directory));
        }
        return texts;
    }

    /** Lines {@code key: value} between the two fences at the top. */
    private static Map<String, String> front(String file, String text) {
        var end = text.indexOf("\n" + FENCE, FENCE.length() - 1);
        if (!text.startsWith(FENCE) || end < 0) {
            throw new IllegalStateException(
                    "%s must begin with its facts between two lines of '---'.".formatted(file));
        }
        var facts = new LinkedHashMap<String, String>();
        text.substring(FENCE.length(), end)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(
                        line -> {
                            var colon = line.indexOf(':');
                            if (colon < 1) {
                                throw new IllegalStateException(
                                        "%s: '%s' is no 'key: value'.".formatted(file, line));
                            }
                            facts.put(
                                    line.substring(0, colon).strip(),
                                    line.substring(colon + 1).strip());
                        });
        return facts;
    }

    private static String body(String text) {
        var end = text.indexOf("\n" + FENCE, FENCE.length() - 1);
        return text.substring(end + 1 + FENCE.length()).strip();
    }

    private static String fact(Map<String, String> facts, String key, String file) {
        var value = facts.get(key);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("%s does not say its '%s'.".formatted(file, key));
        }
        return value;
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String value, String file) {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        throw new IllegalStateException("%s: '%s' is not known here.".formatted(file, value));
    }

    private PromptText rules(String slug) {
        return Optional.ofNullable(rules.get(slug))
                .orElseThrow(
                        () ->
                                new PersonaUnavailable(
                                        "There are no rules '%s' among prompts/rules; build the product anew."
                                                .formatted(slug)));
    }
}
