package com.postmagiq.kernel.web;

/**
 * Knows which routes of the interface need no access token; the module that guards them says so.
 */
public interface OpenRoutes {
    /**
     * @param method such as POST
     * @param path as the route is written, with its variables in braces
     */
    boolean isOpen(String method, String path);
}
