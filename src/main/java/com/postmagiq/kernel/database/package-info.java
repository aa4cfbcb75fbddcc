/** Pools, migrations and transactions over the database that was named or embedded. */
@NullMarked
package com.postmagiq.kernel.database;

import org.jspecify.annotations.NullMarked;
