package com.postmagiq.kernel.crypto;

/**
 * A column of schema {@code core} whose values {@link StoredSecrets} has sealed, in a table whose
 * key is {@code id}; each module names its own as beans, so that a change of keys finds all.
 */
public record SealedColumn(String table, String column) {}
