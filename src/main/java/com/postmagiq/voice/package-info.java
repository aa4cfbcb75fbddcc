/**
 * How an author sounds: writing samples, what is measured in them, profiles, and how near a text
 * comes.
 */
@ApplicationModule(allowedDependencies = {"kernel", "workspace", "agents", "quality"})
@NullMarked
package com.postmagiq.voice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
