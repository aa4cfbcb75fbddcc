/**
 * What every module stands on and that knows no feature: tenancy, problems, ids, pages, database,
 * tasks.
 */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
@NullMarked
package com.postmagiq.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
