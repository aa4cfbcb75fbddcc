/**
 * Personas: the roles agents are given, where they come from, and how a prompt is composed from its
 * parts.
 */
@NamedInterface("persona")
@NullMarked
package com.postmagiq.workflow.persona;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
