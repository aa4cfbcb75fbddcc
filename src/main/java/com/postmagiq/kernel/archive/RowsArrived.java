package com.postmagiq.kernel.archive;

import java.util.List;
import java.util.UUID;

/**
 * Rows of an archive are whole in the bound workspace, in the running transaction: what is made of
 * them and does not travel is made now.
 *
 * @param table with its schema
 */
public record RowsArrived(String table, List<UUID> ids) {
    public RowsArrived {
        ids = List.copyOf(ids);
    }
}
