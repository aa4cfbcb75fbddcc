/**
 * Long work that somebody asked for: one table, progress, cancelling, a file at the end, and its
 * end. Other modules bring the work itself, one handler for each kind.
 */
@ApplicationModule(allowedDependencies = {"kernel", "identity", "workspace", "asset"})
@NullMarked
package com.postmagiq.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
