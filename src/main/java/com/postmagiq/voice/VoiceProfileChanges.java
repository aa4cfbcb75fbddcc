package com.postmagiq.voice;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.voice.measure.AvoidRule;
import com.postmagiq.voice.measure.Stylometry;
import com.postmagiq.workspace.Actor;
import java.text.Normalizer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes, changes and deletes voice profiles. */
@Service
@Transactional
class VoiceProfileChanges {
    private static final int MOST = 200;
    private static final int LONGEST_SLUG = 90;
    private static final String FIRST_NAME = "Default";

    private final VoiceProfiles profiles;
    private final VoiceProfileRows rows;
    private final DefaultVoice chosen;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    VoiceProfileChanges(
            VoiceProfiles profiles,
            VoiceProfileRows rows,
            DefaultVoice chosen,
            ApplicationEventPublisher events,
            Clock clock) {
        this.profiles = profiles;
        this.rows = rows;
        this.chosen = chosen;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What a person wants a profile to be; null leaves a part as it is.
     *
     * @param description empty clears it
     * @param texts by field; empty ones clear theirs
     */
    record Wish(
            @Nullable String name,
            @Nullable String description,
            Map<String, String> texts,
            @Nullable List<AvoidRule> avoidList) {
        boolean empty() {
            return name == null && description == null && texts.isEmpty() && avoidList == null;
        }
    }

    private VoiceProfile locked(String reference) {
        if (profiles.preset(reference).isPresent()) {
            throw new ProblemException(
                    VoiceProblem.PRESET_READ_ONLY,
                    "'%s' comes with the product and stays as it is; clone it and change the clone."
                            .formatted(reference));
        }
        return VoiceProfiles.id(reference)
                .flatMap(rows::lock)
                .orElseThrow(() -> VoiceProfiles.unknown(reference));
    }

    /**
     * A new profile.
     *
     * @param slug null makes one of the name
     * @throws ProblemException {@code voice_profile.slug_taken}, {@code voice_profile.limit},
     *     {@code voice_profile.bad_pattern}
     */
    VoiceProfile create(@Nullable String slug, Wish wish, Actor actor) {
        return created(slug, FIRST_NAME, wish, null, actor);
    }

    /** A copy, of a preset too; what was measured goes with it. */
    VoiceProfile copy(String reference, String name, Actor actor) {
        var preset = profiles.preset(reference);
        if (preset.isPresent()) {
            var body = preset.get().text().replaceFirst("^## Voice:[^\\n]*\\n+", "");
            return created(
                    null,
                    name,
                    new Wish(name, null, Map.of(VoiceProfile.TONE, body), null),
                    null,
                    actor);
        }
        var from = profiles.get(reference);
        return created(
                null,
                name,
                new Wish(name, from.description(), from.texts(), from.avoidList()),
                from,
                actor);
    }

    private VoiceProfile created(
            @Nullable String slug,
            String usualName,
            Wish wish,
            @Nullable VoiceProfile from,
            Actor actor) {
        rows.lockNames();
        if (rows.count() >= MOST) {
            throw new ProblemException(
                    VoiceProblem.LIMIT,
                    "A workspace has room for %d voice profiles; delete one first."
                            .formatted(MOST));
        }
        if (slug != null && taken(slug)) {
            throw new ProblemException(
                    VoiceProblem.SLUG_TAKEN,
                    "There is a voice '%s' already; choose another name.".formatted(slug));
        }
        var now = clock.instant();
        var name = wish.name() == null ? usualName : wish.name();
        var profile =
                new VoiceProfile(
                        Ids.next(),
                        name,
                        slug == null ? free(name) : slug,
                        emptyToNull(wish.description()),
                        from == null ? null : from.authorLabel(),
                        filled(wish.texts()),
                        checked(wish.avoidList() == null ? List.of() : wish.avoidList()),
                        from == null ? null : from.analysis(),
                        from == null ? null : from.stylometry(),
                        from == null ? 0 : from.sampleCount(),
                        from == null ? 0 : from.wordCount(),
                        from == null ? null : from.analyzedAt(),
                        from != null && from.stale(),
                        from == null
                                ? List.copyOf(filled(wish.texts()).keySet())
                                : from.editedFields(),
                        1,
                        now,
                        now);
        return saved(profile, "voice.profile_created", actor);
    }

    private boolean taken(String slug) {
        return profiles.preset(slug).isPresent() || rows.taken(slug);
    }

    /** Of a name, with -2, -3 and so on behind it where that is taken. */
    private String free(String name) {
        var slug =
                Normalizer.normalize(name, Normalizer.Form.NFKD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        slug = slug.isEmpty() ? "voice" : slug.substring(0, Math.min(LONGEST_SLUG, slug.length()));
        slug = slug.replaceAll("-+$", "");
        if (!taken(slug)) {
            return slug;
        }
        var number = 2;
        while (taken(slug + "-" + number)) {
            number++;
        }
        return slug + "-" + number;
    }

    private static Map<String, String> filled(Map<String, String> texts) {
        var filled = new TreeMap<String, String>();
        texts.forEach(
                (field, text) -> {
                    if (!text.isBlank()) {
                        filled.put(field, text.strip());
                    }
                });
        return filled;
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static List<AvoidRule> checked(List<AvoidRule> rules) {
        var errors = new ArrayList<Map<String, String>>();
        for (var i = 0; i < rules.size(); i++) {
            var fault = rules.get(i).fault();
            if (fault != null) {
                errors.add(
                        Map.of(
                                "field",
                                "avoid_list[%d].pattern".formatted(i),
                                "code",
                                "bad_pattern",
                                "message",
                                fault));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                            VoiceProblem.BAD_PATTERN,
                            String.valueOf(errors.getFirst().get("message")))
                    .with("errors", errors);
        }
        return rules;
    }

    private VoiceProfile saved(VoiceProfile profile, String action, Actor actor) {
        rows.save(profile, actor.userId());
        var told = VoiceBlock.of(profile);
        var before = rows.newestText(profile.slug());
        if (before.isEmpty() || !before.get().text().equals(told)) {
            rows.append(
                    new VoiceText(
                            profile.slug(),
                            profile.name(),
                            told,
                            before.map(it -> it.version() + 1).orElse(1)),
                    profile.updatedAt());
        }
        events.publishEvent(Audited.done(action, actor.userId(), "voice_profile", profile.id()));
        return profile;
    }

    /**
     * Changes what the wish says; one that says nothing changes nothing.
     *
     * @param revision the caller read; null takes any
     * @throws ProblemException {@code voice_profile.preset_read_only}, {@code stale_revision}
     */
    VoiceProfile change(String reference, @Nullable Integer revision, Wish wish, Actor actor) {
        var old = locked(reference);
        if (revision != null && revision != old.revision()) {
            throw new ProblemException(
                            GeneralProblem.STALE_REVISION,
                            "Somebody else changed '%s' meanwhile; load it, then apply your change to it."
                                    .formatted(old.name()))
                    .with("current", VoiceProfileViews.of(old, chosen));
        }
        if (wish.empty()) {
            return old;
        }
        var texts = new TreeMap<>(old.texts());
        texts.putAll(wish.texts());
        return saved(
                old.edited(
                        wish.name() == null ? old.name() : wish.name(),
                        wish.description() == null
                                ? old.description()
                                : emptyToNull(wish.description()),
                        filled(texts),
                        wish.avoidList() == null ? old.avoidList() : checked(wish.avoidList()),
                        clock.instant()),
                "voice.profile_changed",
                actor);
    }

    void delete(String reference, Actor actor) {
        var old = locked(reference);
        rows.delete(old.id());
        events.publishEvent(new VoiceProfileDeleted(old.slug()));
        events.publishEvent(
                Audited.done("voice.profile_deleted", actor.userId(), "voice_profile", old.id()));
    }

    /**
     * Stores what an analysis found.
     *
     * @param target the profile it is for; null makes a new one
     * @param name of a new one; null counts on from "Default"
     */
    VoiceProfile store(
            @Nullable UUID target,
            @Nullable String name,
            Stylometry measured,
            VoiceAnalysis analysis,
            Map<String, String> texts,
            @Nullable String author,
            int samples,
            Actor actor) {
        var first = target == null && rows.count() == 0;
        var profile =
                target == null
                        ? created(
                                null,
                                FIRST_NAME,
                                new Wish(name == null ? nextName() : name, null, Map.of(), null),
                                null,
                                actor)
                        : rows.lock(target)
                                .orElseThrow(() -> VoiceProfiles.unknownInBody(target.toString()));
        var stored =
                saved(
                        profile.analysed(
                                measured, analysis, texts, author, samples, clock.instant()),
                        "voice.analyzed",
                        actor);
        if (first) {
            events.publishEvent(new FirstVoiceProfile(stored.id()));
        }
        return stored;
    }

    private String nextName() {
        if (!rows.named(FIRST_NAME)) {
            return FIRST_NAME;
        }
        var number = 2;
        while (rows.named("Voice Profile " + number)) {
            number++;
        }
        return "Voice Profile " + number;
    }

    /** Checks a target before any work is done for it. */
    @Transactional(readOnly = true)
    void check(UUID target) {
        if (rows.find(target).isEmpty()) {
            throw VoiceProfiles.unknownInBody(target.toString());
        }
    }
}
