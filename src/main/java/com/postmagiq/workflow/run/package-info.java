/** What is stored of a run: the row, visits, calls, outputs, verdicts, decisions, events. */
@NullMarked
package com.postmagiq.workflow.run;

import org.jspecify.annotations.NullMarked;
