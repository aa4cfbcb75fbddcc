@NullMarked
package com.postmagiq.notification.mail;

import org.jspecify.annotations.NullMarked;
