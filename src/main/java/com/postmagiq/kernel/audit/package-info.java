/** What modules tell the audit log. */
@NullMarked
package com.postmagiq.kernel.audit;

import org.jspecify.annotations.NullMarked;
