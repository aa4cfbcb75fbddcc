package com.postmagiq.agents.local;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The machine this node runs on. */
final class Machine {
    private Machine() {}

    /** Its memory in bytes, or what a container gives us of it. */
    static long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                .getTotalMemorySize();
    }
}
