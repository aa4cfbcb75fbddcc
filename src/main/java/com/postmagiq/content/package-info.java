/** Posts and their versions: what a workspace has written. */
@ApplicationModule(allowedDependencies = {"kernel", "workspace"})
@NullMarked
package com.postmagiq.content;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
