package com.postmagiq.kernel.archive;

import java.util.List;

/**
 * What one module keeps of workspaces: each of its own tables, whether it travels or not. A test
 * fails for a table nobody has decided about.
 */
public interface WorkspaceArchivePart {
    List<ArchivedTable> tables();
}
