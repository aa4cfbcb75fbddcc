/** Personas: the roles agents are given, and how a prompt is composed from its parts. */
@NullMarked
package com.postmagiq.workflow.persona;

import org.jspecify.annotations.NullMarked;
