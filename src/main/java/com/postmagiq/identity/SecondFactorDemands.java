package com.postmagiq.identity;

import java.util.List;
import java.util.UUID;

/** Who asks more of people than a password; answered by the modules that may ask. */
public interface SecondFactorDemands {
    /** The workspaces of this person, by name, whose rule demands a second factor. */
    List<String> demandedBy(UUID userId);
}
