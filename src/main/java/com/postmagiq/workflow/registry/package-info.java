/** Which configurations there are: synced from files, or written by a workspace; with versions. */
@NamedInterface("registry")
@NullMarked
package com.postmagiq.workflow.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
