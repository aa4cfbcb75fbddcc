@NullMarked
package com.postmagiq.content.calendar;

import org.jspecify.annotations.NullMarked;
