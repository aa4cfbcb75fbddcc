/** What people are told outside of the pages they look at: mail that waits, is sent and logged. */
@ApplicationModule(allowedDependencies = {"kernel", "identity", "workspace"})
@NullMarked
package com.postmagiq.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
