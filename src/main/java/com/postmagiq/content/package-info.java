/** Posts and their versions, and the strategies they belong to: what a workspace writes. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "workspace",
            "asset",
            "operations",
            "voice",
            "voice :: measure"
        })
@NullMarked
package com.postmagiq.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
