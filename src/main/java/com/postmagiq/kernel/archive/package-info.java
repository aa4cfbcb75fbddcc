/** What of a workspace goes into its archive, said by the module that keeps it. */
@NullMarked
package com.postmagiq.kernel.archive;

import org.jspecify.annotations.NullMarked;
