/**
 * How the product is used: events that clients report and people allow, what becomes of them with
 * time, and what a workspace can learn from its own.
 */
@ApplicationModule(allowedDependencies = {"kernel", "identity", "workspace", "privacy"})
@NullMarked
package com.postmagiq.telemetry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
