/** What people and programs may do to runs: start, decide, pause, resume, abort, retry, force. */
@NamedInterface("control")
@NullMarked
package com.postmagiq.workflow.control;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
