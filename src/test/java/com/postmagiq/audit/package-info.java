@NullMarked
package com.postmagiq.audit;

import org.jspecify.annotations.NullMarked;
