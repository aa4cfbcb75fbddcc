package com.postmagiq.asset;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where files are kept and for how much of them there is room.
 *
 * @param directory empty takes {@code assets} in the data directory; several nodes need one folder
 *     they share
 * @param workspaceLimit bytes of all files of one workspace together
 * @param linkLife how long a signed link works
 * @param orphanDelete whether files of no row, older than a week, are removed instead of reported
 */
@Validated
@ConfigurationProperties("postmagiq.assets")
record AssetSettings(
        @DefaultValue("") String directory,
        @DefaultValue("10GB") @NotNull DataSize workspaceLimit,
        @DefaultValue("1h") @DurationMin(seconds = 1) @DurationMax(days = 7) Duration linkLife,
        @DefaultValue("false") boolean orphanDelete) {}
