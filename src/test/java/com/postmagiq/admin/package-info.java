@NullMarked
package com.postmagiq.admin;

import org.jspecify.annotations.NullMarked;
