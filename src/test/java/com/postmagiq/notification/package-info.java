@NullMarked
package com.postmagiq.notification;

import org.jspecify.annotations.NullMarked;
