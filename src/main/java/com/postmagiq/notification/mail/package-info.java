/**
 * The queue of mails and its worker: built late, sent outside of transactions, tried again with an
 * end.
 */
@NullMarked
package com.postmagiq.notification.mail;

import org.jspecify.annotations.NullMarked;
