/** When a run must stop or ask a person, and how often an agent is asked again. */
@NullMarked
package com.postmagiq.workflow.limits;

import org.jspecify.annotations.NullMarked;
