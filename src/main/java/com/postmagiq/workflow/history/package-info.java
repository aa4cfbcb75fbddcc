/** Reading runs: lists, outputs, audits, tokens, graph. */
@NullMarked
package com.postmagiq.workflow.history;

import org.jspecify.annotations.NullMarked;
