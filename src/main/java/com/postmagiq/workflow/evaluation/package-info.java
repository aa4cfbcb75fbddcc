/** What many runs say together: agents and auditors compared, money, quality over time. */
@NamedInterface("evaluation")
@NullMarked
package com.postmagiq.workflow.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
