/** Command-line tools of providers, run as programs of their own instead of calling an API. */
@NullMarked
package com.postmagiq.agents.tool;

import org.jspecify.annotations.NullMarked;
