package com.postmagiq.kernel.audit;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the API keys that entries name are called; the module that makes keys says so. */
public interface ProgramNames {
    /** Names by id, of those ids that are keys of the bound workspace. */
    Map<UUID, String> of(Set<UUID> ids);
}
