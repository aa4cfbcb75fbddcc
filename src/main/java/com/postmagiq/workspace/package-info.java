/**
 * Where work happens and who may do what there: accounts, workspaces, memberships, roles and
 * scopes.
 */
@ApplicationModule(allowedDependencies = {"kernel", "identity"})
@NullMarked
package com.postmagiq.workspace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
