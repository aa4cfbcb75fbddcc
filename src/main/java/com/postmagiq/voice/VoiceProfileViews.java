package com.postmagiq.voice;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.voice.measure.AvoidRule;
import com.postmagiq.voice.measure.Findings;
import com.postmagiq.voice.measure.Stylometry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Profiles as they stand in JSON; a preset has its slug as its id. */
@Component
class VoiceProfileViews {
    private final VoiceProfileRows rows;
    private final VoiceProfiles profiles;
    private final VoicePresets presets;
    private final DefaultVoice chosen;

    VoiceProfileViews(
            VoiceProfileRows rows,
            VoiceProfiles profiles,
            VoicePresets presets,
            DefaultVoice chosen) {
        this.rows = rows;
        this.profiles = profiles;
        this.presets = presets;
        this.chosen = chosen;
    }

    /**
     * A profile.
     *
     * @param isDefault whether the current strategy speaks in it
     * @param measured whether texts can be scored against it
     * @param stale whether samples have changed since it was analysed
     */
    @Schema(name = "VoiceProfile")
    record View(
            String id,
            String name,
            String slug,
            boolean isPreset,
            boolean isDefault,
            @Nullable String description,
            @Nullable String authorLabel,
            @Nullable String toneDescription,
            @Nullable String signaturePhrases,
            @Nullable String wordChoices,
            @Nullable String exampleExcerpts,
            @Nullable String avoidPatterns,
            List<AvoidRule> avoidList,
            @Nullable VoiceAnalysis analysis,
            boolean measured,
            Stylometry.@Nullable Calibration calibration,
            int sourceSampleCount,
            int sourceWordCount,
            @Nullable Instant analyzedAt,
            boolean stale,
            List<String> editedFields,
            @Nullable Integer revision,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {}

    /** Own profiles, newest first, then on the last page those that ship. */
    @Schema(name = "VoiceProfilePage")
    record Listing(List<View> items, @Nullable String nextCursor) {}

    /** What was measured, and a sentence for each group of it. */
    @Schema(name = "VoiceStylometry")
    record Measured(Stylometry stylometry, Map<String, String> findings) {}

    /**
     * A number of two profiles.
     *
     * @param gap of both means in standard deviations
     */
    @Schema(name = "VoiceGap")
    record Gap(String feature, double here, double there, double gap) {}

    /** Two profiles beside each other, the largest gaps first. */
    @Schema(name = "VoiceComparison")
    record Comparison(String here, String there, List<Gap> features) {}

    /** The exact words generation is told. */
    @Schema(name = "VoicePreview")
    record Preview(String slug, int version, String text) {}

    View of(VoiceProfile it) {
        return of(it, chosen);
    }

    static View of(VoiceProfile it, DefaultVoice chosen) {
        var texts = it.texts();
        var measured = it.stylometry();
        return new View(
                it.id().toString(),
                it.name(),
                it.slug(),
                false,
                is(it.id().toString(), chosen),
                it.description(),
                it.authorLabel(),
                texts.get(VoiceProfile.TONE),
                texts.get(VoiceProfile.PHRASES),
                texts.get(VoiceProfile.CHOICES),
                texts.get(VoiceProfile.EXCERPTS),
                texts.get(VoiceProfile.AVOID),
                it.avoidList(),
                it.analysis(),
                measured != null,
                measured == null ? null : measured.calibration(),
                it.sampleCount(),
                it.wordCount(),
                it.analyzedAt(),
                it.stale(),
                it.editedFields(),
                it.revision(),
                it.createdAt(),
                it.updatedAt());
    }

    private static boolean is(String reference, DefaultVoice chosen) {
        return chosen.reference().filter(reference::equals).isPresent();
    }

    private View of(VoiceText preset) {
        return new View(
                preset.slug(),
                preset.name(),
                preset.slug(),
                true,
                is(preset.slug(), chosen),
                null,
                null,
                preset.text().replaceFirst("^## Voice:[^\\n]*\\n+", ""),
                null,
                null,
                null,
                null,
                List.of(),
                null,
                false,
                null,
                0,
                0,
                null,
                false,
                List.of(),
                null,
                null,
                null);
    }

    Listing page(boolean includePresets, @Nullable String cursor, int limit) {
        var found = rows.page(Cursor.decodeId(cursor), limit + 1);
        var more = found.size() > limit;
        var shown = more ? found.subList(0, limit) : found;
        var items = new ArrayList<>(shown.stream().map(this::of).toList());
        if (!more && includePresets) {
            presets.all().forEach(it -> items.add(of(it)));
        }
        return new Listing(items, more ? Cursor.encode(shown.getLast().id().toString()) : null);
    }

    View get(String reference) {
        return profiles.preset(reference)
                .map(this::of)
                .orElseGet(() -> of(profiles.get(reference)));
    }

    Preview preview(String reference) {
        var text =
                profiles.preset(reference)
                        .orElseGet(
                                () ->
                                        profiles.text(profiles.get(reference).slug())
                                                .orElseThrow(
                                                        () -> VoiceProfiles.unknown(reference)));
        return new Preview(text.slug(), text.version(), text.text());
    }

    /**
     * An own profile with numbers.
     *
     * @throws com.postmagiq.kernel.problem.ProblemException {@code voice_profile.not_measured}
     */
    VoiceProfile measured(String reference) {
        profiles.preset(reference)
                .ifPresent(
                        it -> {
                            throw VoiceProfiles.notMeasured(it.name());
                        });
        return profiles.get(reference);
    }

    Measured stylometry(String reference) {
        var measured = VoiceProfiles.measured(measured(reference));
        return new Measured(measured.readable(), Findings.of(measured));
    }

    Comparison compare(String here, String there) {
        var first = measured(here);
        var second = measured(there);
        var one = VoiceProfiles.measured(first);
        var other = VoiceProfiles.measured(second);
        var shared = new TreeSet<>(one.features().keySet());
        shared.retainAll(other.features().keySet());
        var gaps =
                shared.stream()
                        .filter(it -> !it.startsWith("fw_"))
                        .map(
                                it ->
                                        gap(
                                                it,
                                                Objects.requireNonNull(one.features().get(it)),
                                                Objects.requireNonNull(other.features().get(it))))
                        .sorted(
                                Comparator.comparingDouble(Gap::gap)
                                        .reversed()
                                        .thenComparing(Gap::feature))
                        .toList();
        return new Comparison(here, there, gaps);
    }

    private static Gap gap(String feature, Stylometry.Stat here, Stylometry.Stat there) {
        var spread =
                Math.sqrt((here.sd() * here.sd() + there.sd() * there.sd()) / 2)
                        + Math.max(Math.abs(here.mean()), Math.abs(there.mean())) / 10;
        var gap = spread == 0 ? 0 : Math.abs(here.mean() - there.mean()) / spread;
        return new Gap(feature, here.mean(), there.mean(), Math.round(gap * 10_000) / 10_000.0);
    }
}
