/**
 * Measures the product against what PostgreSQL and the web server can do on the same machine at the
 * same time. Started by {@code bench/run}; no test runner takes these classes.
 */
@NullMarked
package com.postmagiq.bench;

import org.jspecify.annotations.NullMarked;
