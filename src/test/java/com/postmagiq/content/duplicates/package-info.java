@NullMarked
package com.postmagiq.content.duplicates;

import org.jspecify.annotations.NullMarked;
