/** What several features ask of texts. */
@NullMarked
package com.postmagiq.kernel.text;

import org.jspecify.annotations.NullMarked;
