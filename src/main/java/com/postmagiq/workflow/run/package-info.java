/** What is stored of a run: the row, visits, calls, outputs, verdicts, decisions, events. */
@NamedInterface("run")
@NullMarked
package com.postmagiq.workflow.run;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
