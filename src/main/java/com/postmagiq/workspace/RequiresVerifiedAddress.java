package com.postmagiq.workspace;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a tenant route that reaches outside of the workspace, such as an invitation: where the
 * installation asks for it, people whose address is not confirmed get 403 {@code
 * auth.email_not_verified}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresVerifiedAddress {}
