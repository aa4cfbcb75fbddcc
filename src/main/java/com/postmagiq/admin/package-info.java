/** What those who operate the installation do: people, accounts, tasks, the log over everything. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "identity",
            "workspace",
            "audit",
            "notification",
            "notification :: template"
        })
@NullMarked
package com.postmagiq.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
