/** From readable answers to verdicts, from verdicts to what a state does next. */
@NullMarked
package com.postmagiq.workflow.verdict;

import org.jspecify.annotations.NullMarked;
