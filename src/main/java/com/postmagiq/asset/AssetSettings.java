package com.postmagiq.asset;

import com.postmagiq.kernel.settings.SettingRange;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where files are kept and for how much of them there is room.
 *
 * @param directory empty takes {@code assets} in the data directory; several nodes need one folder
 *     they share
 * @param workspaceLimit bytes of all files of one workspace together
 * @param linkLife how long a signed link works
 * @param orphanDelete whether files of no row, older than a week, are removed instead of reported
 */
@ConfigurationProperties("postmagiq.assets")
record AssetSettings(
        @DefaultValue("") String directory,
        @DefaultValue("10GB") DataSize workspaceLimit,
        @DefaultValue("1h") Duration linkLife,
        @DefaultValue("false") boolean orphanDelete) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    AssetSettings {
        SettingRange.between("postmagiq.assets.link-life", linkLife, SHORTEST, LONGEST);
    }
}
