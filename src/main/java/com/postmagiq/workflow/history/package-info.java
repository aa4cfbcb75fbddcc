/** Reading runs: lists, outputs, audits, tokens, graph. */
@NamedInterface("history")
@NullMarked
package com.postmagiq.workflow.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
