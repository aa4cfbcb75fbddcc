package com.postmagiq.kernel.settings;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/**
 * Refuses settings out of their range, from the constructor of the record that holds them. Checks
 * by annotations would make every start read those of all settings.
 */
public final class SettingRange {
    private SettingRange() {}

    /**
     * @param key whole name of the setting, such as {@code postmagiq.agents.call-timeout}
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static void atLeast(String key, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s is %d; it must be from %d on".formatted(key, value, least));
        }
    }

    /**
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static void atLeast(String key, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "%s is %s; it must be from %s on".formatted(key, text(value), text(least)));
        }
    }

    /**
     * @throws IllegalArgumentException with a sentence for the operator
     */
    public static void between(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "%s is %s; it must be from %s to %s"
                            .formatted(key, text(value), text(least), text(most)));
        }
    }

    /** As settings are written, such as {@code 250ms} or {@code 90s}. */
    private static String text(Duration value) {
        return value.toMillis() % 1000 == 0
                ? value.toSeconds() + "s"
                : DurationStyle.SIMPLE.print(value);
    }
}
