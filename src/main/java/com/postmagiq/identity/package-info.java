/**
 * Who somebody is: people, passwords, login sessions and the tokens that stand for them. Knows
 * nothing of workspaces.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package com.postmagiq.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
