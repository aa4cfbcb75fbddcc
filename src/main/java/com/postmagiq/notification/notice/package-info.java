/** What people are told inside the application, until they have read it. */
@NullMarked
package com.postmagiq.notification.notice;

import org.jspecify.annotations.NullMarked;
