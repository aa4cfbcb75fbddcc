/**
 * What people allow, copies of their data, and their way out. Where personal data lies is said by
 * the modules that keep it and by the comments of their columns; nothing here knows their tables.
 */
@ApplicationModule(allowedDependencies = {"kernel", "identity", "workspace", "asset", "operations"})
@NullMarked
package com.postmagiq.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
