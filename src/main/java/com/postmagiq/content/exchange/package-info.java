/**
 * Content as files: what a workspace writes goes out in four forms, and comes in from them and from
 * other tools' tables after somebody has looked at what would come of it.
 */
@NullMarked
package com.postmagiq.content.exchange;

import org.jspecify.annotations.NullMarked;
