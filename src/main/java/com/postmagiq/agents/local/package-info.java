/**
 * A model in a file of this machine, without a server: it runs in a child process of the same
 * program, so that whatever it does to its process is a failed call and never a dead server.
 *
 * <p>What calls the model's library is built only with the profile {@code local-model} and found as
 * a {@link com.postmagiq.agents.local.LocalEngine}.
 */
@NamedInterface("local")
@NullMarked
package com.postmagiq.agents.local;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
