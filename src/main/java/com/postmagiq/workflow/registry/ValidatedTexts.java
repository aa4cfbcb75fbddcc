package com.postmagiq.workflow.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.postmagiq.workflow.config.ConfigValidator;
import com.postmagiq.workflow.config.ModelKnowledge;
import com.postmagiq.workflow.config.PersonaKnowledge;
import com.postmagiq.workflow.config.ValidationResult;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Configurations by the hash of their text: read, parsed and judged once, however many runs begin
 * with them. Another set of personas is another judgement; models only ever become known, so what
 * holds goes on holding. Nobody finds a text here without having read its hash from rows of their
 * own.
 */
@Component
public class ValidatedTexts {
    private static final long MOST_CHARACTERS = 16L * 1024 * 1024;

    private final Cache<Key, Judged> judged =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_CHARACTERS)
                    .weigher((Key _, Judged it) -> it.yaml().length())
                    .build();
    private final ConfigValidator validator;
    private final ModelKnowledge models;

    ValidatedTexts(ConfigValidator validator, ModelKnowledge models) {
        this.validator = validator;
        this.models = models;
    }

    /** A text and what its validation came to. */
    public record Judged(String yaml, ValidationResult result) {}

    private record Key(String hash, String personas) {}

    /**
     * @param text reads what has this hash; asked only when it is not known yet
     */
    public Judged of(String hash, PersonaKnowledge personas, Supplier<String> text) {
        return judged.get(
                new Key(hash, personas.fingerprint()),
                _ -> {
                    var yaml = text.get();
                    return new Judged(yaml, validator.validate(yaml, personas, models));
                });
    }
}
