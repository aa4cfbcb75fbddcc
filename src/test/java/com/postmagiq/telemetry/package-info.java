@NullMarked
package com.postmagiq.telemetry;

import org.jspecify.annotations.NullMarked;
