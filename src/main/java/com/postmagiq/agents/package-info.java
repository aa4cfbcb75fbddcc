/** One door to every model and tool that can write or judge a text. */
@ApplicationModule(allowedDependencies = {"kernel", "quality"})
@NullMarked
package com.postmagiq.agents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
