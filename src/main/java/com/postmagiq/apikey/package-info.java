/**
 * Keys with which programs work in a workspace: made and taken back by its people, asked on every
 * request, never able to do more than whoever made them.
 */
@ApplicationModule(allowedDependencies = {"kernel", "identity", "workspace"})
@NullMarked
package com.postmagiq.apikey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
