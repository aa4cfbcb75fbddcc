package com.postmagiq.workflow.experiment;

import com.postmagiq.workflow.control.ForkPersonas;
import com.postmagiq.workflow.history.ChangesBody;
import com.postmagiq.workflow.run.Fork;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which set is worked on in which two ways.
 *
 * @param repeats how often each cell is run, 1 to 5; 1 otherwise
 */
@Schema(name = "ExperimentRequest")
record ExperimentRequest(
        @NotNull UUID setId, @NotNull @Valid Arms arms, @Nullable @Min(1) @Max(5) Integer repeats) {

    /** The two ways. */
    @Schema(name = "ExperimentArms")
    record Arms(@NotNull @Valid ArmBody a, @NotNull @Valid ArmBody b) {}

    /**
     * One way.
     *
     * @param label what to call it; the configuration's name otherwise
     * @param configSlug the configuration
     * @param version one of its versions; the present one otherwise
     * @param tier standard or premium
     * @param overrides what differs from it
     */
    @Schema(name = "ExperimentArm")
    record ArmBody(
            @Nullable @Size(max = 80) String label,
            @NotBlank String configSlug,
            @Nullable Integer version,
            @Nullable String tier,
            @Nullable @Valid ChangesBody overrides) {

        String name() {
            return label == null || label.isBlank()
                    ? version == null ? configSlug : configSlug + "@" + version
                    : label.strip();
        }

        Fork.Overrides changes(ForkPersonas versions) {
            return overrides == null ? Fork.Overrides.NONE : overrides.overrides(versions);
        }
    }

    int times() {
        return Objects.requireNonNullElse(repeats, 1);
    }
}
