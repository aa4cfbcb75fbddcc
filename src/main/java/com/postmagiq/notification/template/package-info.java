/** The words of mails: those of the product, those of the operator, those of a workspace. */
@NamedInterface("template")
@NullMarked
package com.postmagiq.notification.template;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
