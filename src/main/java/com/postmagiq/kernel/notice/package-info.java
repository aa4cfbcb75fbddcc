/** What modules tell a person inside the application. */
@NullMarked
package com.postmagiq.kernel.notice;

import org.jspecify.annotations.NullMarked;
