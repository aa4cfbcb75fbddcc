/** Checks that need no model: pure functions over a text and the sources it may draw from. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package com.postmagiq.quality;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
