/**
 * What calls may spend, and what they have spent: caps and meters of workspaces and of the
 * installation.
 */
@NamedInterface("budget")
@NullMarked
package com.postmagiq.workflow.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
