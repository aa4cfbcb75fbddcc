/** Runs: a story through a configured chain of agents, checks and people. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "workspace",
            "agents",
            "quality",
            "voice",
            "voice :: measure",
            "content",
            "content :: strategy"
        })
@NullMarked
package com.postmagiq.workflow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
