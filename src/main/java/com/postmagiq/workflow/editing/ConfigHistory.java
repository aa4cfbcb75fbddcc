package com.postmagiq.workflow.editing;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.config.ConfigProblem;
import com.postmagiq.workflow.registry.OwnConfigs;
import com.postmagiq.workflow.registry.SystemConfigs;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The versions of configurations, of the product's as of a workspace's own. */
@Service
@Transactional(readOnly = true)
public class ConfigHistory {
    private final OwnConfigs own;
    private final SystemConfigs system;
    private final ConfigDiff diff;

    ConfigHistory(OwnConfigs own, SystemConfigs system, ConfigDiff diff) {
        this.own = own;
        this.system = system;
        this.diff = diff;
    }

    /**
     * One version.
     *
     * @param authorId absent for what the product brings
     * @param restoredFrom the version whose text was taken up again
     * @param yaml absent in lists
     */
    @Schema(name = "ConfigVersion")
    public record Version(
            int version,
            String contentHash,
            @Nullable UUID authorId,
            String note,
            @Nullable Integer restoredFrom,
            Instant createdAt,
            @Nullable String yaml) {}

    /** Newest first. */
    public Page<Version> page(String slug, @Nullable Integer before, int limit) {
        var versions =
                read(slug, before, limit + 1).stream().map(ConfigHistory::withoutText).toList();
        return Page.of(versions, limit, Version::version);
    }

    /**
     * @throws ProblemException {@code workflow_config.version_not_found}
     */
    public Version version(String slug, int version) {
        return find(slug, version).orElseThrow(() -> noVersion(slug, version));
    }

    /**
     * What changed between two versions.
     *
     * @param from null takes the one before {@code to}
     * @param to null takes the newest
     */
    public ConfigDiff.View diff(String slug, @Nullable Integer from, @Nullable Integer to) {
        var after =
                to == null
                        ? read(slug, null, 1).stream()
                                .findFirst()
                                .orElseThrow(() -> noVersion(slug, 1))
                        : version(slug, to);
        var before =
                from == null
                        ? read(slug, after.version(), 1).stream().findFirst().orElse(after)
                        : version(slug, from);
        return diff.between(before, after);
    }

    private Optional<Version> find(String slug, int version) {
        return read(slug, version + 1, 1).stream()
                .filter(it -> it.version() == version)
                .findFirst();
    }

    private List<Version> read(String slug, @Nullable Integer before, int limit) {
        var row = own.find(slug);
        if (row.isPresent()) {
            return own.versions(row.get().id(), before, limit).stream()
                    .map(
                            it ->
                                    new Version(
                                            it.version(),
                                            it.contentHash(),
                                            it.authorId(),
                                            it.note(),
                                            it.restoredFrom(),
                                            it.createdAt(),
                                            it.yaml()))
                    .toList();
        }
        if (!system.exists(slug)) {
            throw ConfigEditing.unknown(slug);
        }
        return system.versions(slug, before, limit).stream()
                .map(
                        it ->
                                new Version(
                                        it.version(),
                                        it.contentHash(),
                                        null,
                                        "",
                                        null,
                                        it.createdAt(),
                                        it.yaml()))
                .toList();
    }

    private static Version withoutText(Version it) {
        return new Version(
                it.version(),
                it.contentHash(),
                it.authorId(),
                it.note(),
                it.restoredFrom(),
                it.createdAt(),
                null);
    }

    static ProblemException noVersion(String slug, int version) {
        return new ProblemException(
                ConfigProblem.VERSION_NOT_FOUND,
                "'%s' has no version %d, or it was let go because no run ever used it."
                        .formatted(slug, version));
    }
}
