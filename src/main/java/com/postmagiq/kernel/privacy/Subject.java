package com.postmagiq.kernel.privacy;

import java.util.UUID;

/**
 * The person whose data is copied or erased.
 *
 * @param email as it is stored and compared
 */
public record Subject(UUID id, String email) {}
