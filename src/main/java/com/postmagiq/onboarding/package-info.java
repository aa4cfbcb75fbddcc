/** Finding a strategy: a few answers or a talk, a plan that people edit, and its approval. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "agents",
            "content :: strategy",
            "workflow :: answer",
            "workflow :: budget",
            "workspace"
        })
@NullMarked
package com.postmagiq.onboarding;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
