/**
 * Who did what: entries that other modules ask for by events, lists and exports of them, and seals
 * that show when somebody changed the record.
 */
@ApplicationModule(allowedDependencies = {"kernel", "identity", "workspace", "asset", "operations"})
@NullMarked
package com.postmagiq.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
