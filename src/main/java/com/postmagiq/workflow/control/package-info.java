/** What people and programs may do to runs: start, decide, pause, resume, abort, retry, force. */
@NullMarked
package com.postmagiq.workflow.control;

import org.jspecify.annotations.NullMarked;
