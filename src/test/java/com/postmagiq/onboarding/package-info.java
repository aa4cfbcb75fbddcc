@NullMarked
package com.postmagiq.onboarding;

import org.jspecify.annotations.NullMarked;
