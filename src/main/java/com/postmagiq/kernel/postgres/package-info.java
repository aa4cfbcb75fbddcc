/**
 * The database itself: the embedded PostgreSQL, the roles and schemas every installation has, and
 * the checks that tenants stay apart. Knows JDBC only, so that it can run before Spring does.
 */
@NullMarked
package com.postmagiq.kernel.postgres;

import org.jspecify.annotations.NullMarked;
