/** Background work on db-scheduler: scheduled in the business transaction, safe to run twice. */
@NullMarked
package com.postmagiq.kernel.tasks;

import org.jspecify.annotations.NullMarked;
