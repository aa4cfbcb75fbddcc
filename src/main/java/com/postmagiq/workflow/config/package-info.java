/**
 * Workflow configurations: the YAML, its validation, tiers and price, and the registry of what
 * ships.
 */
@NamedInterface("config")
@NullMarked
package com.postmagiq.workflow.config;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
