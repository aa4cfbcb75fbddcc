/** The board: posts in columns, and who has how much to do. */
@NullMarked
package com.postmagiq.content.board;

import org.jspecify.annotations.NullMarked;
