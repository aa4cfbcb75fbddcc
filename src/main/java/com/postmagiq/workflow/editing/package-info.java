/** What people change: configurations of their own, defaults, personas; each with its history. */
@NamedInterface("editing")
@NullMarked
package com.postmagiq.workflow.editing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
