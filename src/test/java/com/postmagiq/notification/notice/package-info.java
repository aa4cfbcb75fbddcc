@NullMarked
package com.postmagiq.notification.notice;

import org.jspecify.annotations.NullMarked;
