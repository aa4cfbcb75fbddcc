package com.postmagiq.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a dangerous handler: whoever calls it must have shown who they are a short while ago, else
 * it is refused with 403 {@code auth.reauthentication_required}. Where the body is a {@link
 * PasswordProof}, the password in it is such a proof.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface FreshProof {}
