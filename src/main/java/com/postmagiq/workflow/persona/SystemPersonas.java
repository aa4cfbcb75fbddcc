package com.postmagiq.workflow.persona;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The roles, rules and voices of this program with their versions in the database. They are seeded
 * when this is made, so nobody can use one that history could not show later. A node keeps those it
 * started with; another release beside it has its own.
 */
@Component
public class SystemPersonas {
    static final String RULES = "rules";
    static final String VOICE = "voice";

    private static final long LOCK = 0x706f73746d616732L;

    private final SystemTexts stored;
    private final Map<String, Persona> personas;
    private final Map<RulesTier, PromptText> rules;
    private final Map<String, PromptText> voices;
    private final List<Seeded> seeded;

    SystemPersonas(
            PersonaCatalogue shipped,
            SystemTexts stored,
            TransactionTemplate transactions,
            Clock clock) {
        this.stored = stored;
        var personas = new LinkedHashMap<String, Persona>();
        var rules = new LinkedHashMap<RulesTier, PromptText>();
        var voices = new LinkedHashMap<String, PromptText>();
        this.seeded =
                Objects.requireNonNull(
                        transactions.execute(
                                _ -> {
                                    stored.lock(LOCK);
                                    var seed = new Seed(clock.instant());
                                    shipped.personas()
                                            .forEach((slug, it) -> personas.put(slug, seed.of(it)));
                                    for (var tier : List.of(RulesTier.CORE, RulesTier.FULL)) {
                                        var text = shipped.rules(tier).orElseThrow();
                                        rules.put(tier, seed.of(RULES, text));
                                    }
                                    shipped.voices()
                                            .forEach(
                                                    (slug, it) ->
                                                            voices.put(slug, seed.of(VOICE, it)));
                                    return List.copyOf(seed.lines);
                                }));
        this.personas = Collections.unmodifiableMap(personas);
        this.rules = Collections.unmodifiableMap(rules);
        this.voices = Collections.unmodifiableMap(voices);
    }

    /**
     * What the start found of one text.
     *
     * @param kind persona, rules or voice
     * @param added whether this version was new in the database
     */
    public record Seeded(String kind, String slug, int version, boolean added) {}

    /** A stored version of a role. */
    public record Version(Persona persona, Instant createdAt) {}

    private final class Seed {
        private final List<Seeded> lines = new ArrayList<>();
        private final Instant at;

        Seed(Instant at) {
            this.at = at;
        }

        Persona of(Persona shipped) {
            var newest = stored.newest(shipped.slug());
            if (newest.isPresent() && newest.get().hash().equals(shipped.factsHash())) {
                lines.add(line("persona", shipped.slug(), newest.get().persona().version(), false));
                return newest.get().persona();
            }
            var persona = shipped.inVersion(newest.map(it -> it.persona().version() + 1).orElse(1));
            stored.append(persona, at);
            lines.add(line("persona", persona.slug(), persona.version(), true));
            return persona;
        }

        PromptText of(String kind, PromptText shipped) {
            var newest = stored.text(kind, shipped.slug(), null);
            if (newest.isPresent() && newest.get().contentHash().equals(shipped.contentHash())) {
                lines.add(line(kind, shipped.slug(), newest.get().version(), false));
                return newest.get();
            }
            var text =
                    new PromptText(
                            shipped.slug(),
                            shipped.name(),
                            shipped.text(),
                            newest.map(it -> it.version() + 1).orElse(1));
            stored.append(kind, text, at);
            lines.add(line(kind, text.slug(), text.version(), true));
            return text;
        }

        private static Seeded line(String kind, String slug, int version, boolean added) {
            return new Seeded(kind, slug, version, added);
        }
    }

    /** What the start seeded and what was there. */
    public List<Seeded> seeded() {
        return seeded;
    }

    /** By slug, in alphabetical order. */
    public Map<String, Persona> personas() {
        return personas;
    }

    public Optional<Persona> find(String slug) {
        return Optional.ofNullable(personas.get(slug));
    }

    /** The voices that ship, by slug. */
    public Map<String, PromptText> voices() {
        return voices;
    }

    /** The house rules of a tier; empty for none. */
    public Optional<PromptText> rules(RulesTier tier) {
        return Optional.ofNullable(rules.get(tier));
    }

    /**
     * Newest first.
     *
     * @param before only older ones; null for the newest
     */
    public List<Version> versions(String slug, @Nullable Integer before, int limit) {
        return stored.personas(slug, before, limit).stream()
                .map(it -> new Version(it.persona(), it.createdAt()))
                .toList();
    }

    /** One version of a role. */
    public Optional<Persona> version(String slug, int version) {
        return find(slug)
                .filter(it -> it.version() == version)
                .or(
                        () ->
                                stored.personas(slug, version + 1, 1).stream()
                                        .map(SystemTexts.StoredPersona::persona)
                                        .filter(it -> it.version() == version)
                                        .findFirst());
    }

    /** One version of a tier's rules. */
    Optional<PromptText> rules(RulesTier tier, int version) {
        return rules(tier)
                .filter(it -> it.version() == version)
                .or(() -> stored.text(RULES, tier.code(), version));
    }

    /** One version of a voice. */
    Optional<PromptText> voice(String slug, int version) {
        return Optional.ofNullable(voices.get(slug))
                .filter(it -> it.version() == version)
                .or(() -> stored.text(VOICE, slug, version));
    }
}
