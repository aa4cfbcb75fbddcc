@NullMarked
package com.postmagiq.agents.local;

import org.jspecify.annotations.NullMarked;
