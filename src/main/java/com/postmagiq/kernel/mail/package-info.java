/** What modules ask the mail queue to send, and whether mail reaches anybody here. */
@NullMarked
package com.postmagiq.kernel.mail;

import org.jspecify.annotations.NullMarked;
