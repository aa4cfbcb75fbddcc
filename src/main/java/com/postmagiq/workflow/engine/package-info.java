/** Advances runs: one state after another, each committed by itself. */
@NullMarked
package com.postmagiq.workflow.engine;

import org.jspecify.annotations.NullMarked;
