package com.postmagiq.workflow.editing;

import com.postmagiq.agents.Contract;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.persona.Persona;
import com.postmagiq.workflow.persona.PersonaProblem;
import com.postmagiq.workflow.persona.PersonaTemplate;
import com.postmagiq.workflow.persona.RulesTier;
import com.postmagiq.workflow.persona.Voices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a persona to be; what is left out stays as it is.
 *
 * @param basedOnVersion of the product's persona it now takes into account
 */
record PersonaWish(
        @Nullable String name,
        @Nullable String description,
        @Nullable String template,
        @Nullable String needsRules,
        @Nullable Boolean needsVoice,
        @Nullable String voice,
        @Nullable String outputKind,
        @Nullable String modelTier,
        @Nullable Boolean enabled,
        @Nullable Integer basedOnVersion) {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{2,50}");
    private static final Set<String> MODEL_TIERS = Set.of("writer", "auditor", "coder");
    private static final int LEAST = 50;
    private static final int MOST = 20_000;

    /**
     * The persona as it would be stored.
     *
     * @param slug its name
     * @param base what counts where the wish says nothing; null for a new one of one's own
     * @param shipped the product's persona of this name, whose kind of answer states rely on
     * @param voices those it may ask for
     * @throws ProblemException {@code persona.invalid} with every fault
     */
    Persona applied(String slug, @Nullable Persona base, Optional<Persona> shipped, Voices voices) {
        var faults = new ArrayList<Map<String, String>>();
        if (!SLUG.matcher(slug).matches()) {
            fault(faults, "slug", "must be 2 to 50 lower-case letters, digits and '-'");
        }
        var rules = tier(base, faults);
        var kind = kind(base, faults);
        if (shipped.isPresent() && kind != shipped.get().outputKind()) {
            fault(
                    faults,
                    "output_kind",
                    "must stay %s, since configurations count on what '%s' answers"
                            .formatted(shipped.get().outputKind().code(), slug));
        }
        var tier =
                modelTier != null
                        ? Optional.of(modelTier)
                        : Optional.ofNullable(base).flatMap(Persona::modelTier);
        if (tier.isPresent() && !MODEL_TIERS.contains(tier.get())) {
            fault(faults, "model_tier", "must be writer, auditor or coder");
        }
        if (voice != null && !voice.isEmpty() && !voices.exists(voice)) {
            fault(faults, "voice", "must be a voice of the product or a voice profile");
        }
        var text = text(base, faults);
        var shown = name != null ? name.strip() : base == null ? slug : base.name();
        if (shown.isEmpty()) {
            fault(faults, "name", "must not be empty");
        }
        if (!faults.isEmpty()) {
            throw refused(faults);
        }
        return new Persona(
                slug,
                shown,
                description != null ? description.strip() : base == null ? "" : base.description(),
                text,
                rules,
                needsVoice != null ? needsVoice : base != null && base.needsVoice(),
                kind,
                tier,
                base == null ? 1 : base.version());
    }

    private String text(@Nullable Persona base, List<Map<String, String>> faults) {
        var text =
                template != null
                        ? template.replace("\r\n", "\n").strip()
                        : base == null ? "" : base.template();
        var length = text.codePointCount(0, text.length());
        if (length < LEAST || length > MOST) {
            fault(
                    faults,
                    "template",
                    "has %d characters; it needs %d to %,d".formatted(length, LEAST, MOST));
        }
        for (var unknown : PersonaTemplate.unknownVariables(text)) {
            fault(
                    faults,
                    "template",
                    "uses {{%s}} in line %d, which is unknown; known are %s"
                            .formatted(
                                    unknown,
                                    line(text, unknown),
                                    PersonaTemplate.VARIABLES.stream()
                                            .sorted()
                                            .map("{{%s}}"::formatted)
                                            .toList()));
        }
        return text;
    }

    private static long line(String text, String variable) {
        var at = Pattern.compile("\\{\\{\\s*" + Pattern.quote(variable) + "\\s*}}").matcher(text);
        return at.find()
                ? 1 + text.substring(0, at.start()).chars().filter(c -> c == '\n').count()
                : 1;
    }

    private RulesTier tier(@Nullable Persona base, List<Map<String, String>> faults) {
        var standing = base == null ? RulesTier.CORE : base.needsRules();
        if (needsRules == null) {
            return standing;
        }
        var found = RulesTier.named(needsRules);
        if (found.isEmpty()) {
            fault(faults, "needs_rules", "must be full, core or none");
        }
        return found.orElse(standing);
    }

    private Contract kind(@Nullable Persona base, List<Map<String, String>> faults) {
        var standing = base == null ? Contract.TEXT : base.outputKind();
        if (outputKind == null) {
            return standing;
        }
        var found = Contract.named(outputKind);
        if (found.isEmpty()) {
            fault(
                    faults,
                    "output_kind",
                    "must be review, processed, draft, audit, final, detector or text");
        }
        return found.orElse(standing);
    }

    private static void fault(List<Map<String, String>> faults, String field, String message) {
        faults.add(Map.of("field", field, "code", "invalid", "message", message));
    }

    private static ProblemException refused(List<Map<String, String>> faults) {
        var first = faults.getFirst();
        return new ProblemException(
                        PersonaProblem.INVALID,
                        "The field '%s' %s; nothing was saved."
                                .formatted(
                                        Objects.requireNonNull(first.get("field")),
                                        first.get("message")))
                .with("errors", faults);
    }
}
