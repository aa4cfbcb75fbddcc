/**
 * A whole workspace as one file, and back: out of one installation, into another. Which tables go
 * is said by the modules that keep them; nothing here knows any of them but the workspace itself.
 */
@ApplicationModule(allowedDependencies = {"kernel", "identity", "workspace", "asset", "operations"})
@NullMarked
package com.postmagiq.archive;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
