/**
 * HTTP for every module: problems, request ids, JSON rules, the OpenAPI document, the browser
 * application's files.
 */
@NullMarked
package com.postmagiq.kernel.web;

import org.jspecify.annotations.NullMarked;
