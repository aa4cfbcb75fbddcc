/**
 * The command line: the server's start, and everything a person can do from a terminal without one.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "identity",
            "workspace",
            "operations",
            "archive",
            "audit",
            "agents",
            "agents :: local",
            "quality",
            "transcription",
            "workflow",
            "workflow :: config",
            "workflow :: control",
            "workflow :: evaluation",
            "workflow :: editing",
            "workflow :: history",
            "workflow :: persona",
            "workflow :: registry",
            "workflow :: run"
        })
@NullMarked
package com.postmagiq.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
