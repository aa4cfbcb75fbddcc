@org.jspecify.annotations.NullMarked
package com.postmagiq.agents.tool;
