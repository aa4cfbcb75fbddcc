/** Where personal data lies, said by the module that keeps it; copying and erasing follow it. */
@NullMarked
package com.postmagiq.kernel.privacy;

import org.jspecify.annotations.NullMarked;
