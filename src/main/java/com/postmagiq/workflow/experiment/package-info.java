/** Golden sets: stories kept to compare two ways of working on them, and the comparisons. */
@NamedInterface("experiment")
@NullMarked
package com.postmagiq.workflow.experiment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
