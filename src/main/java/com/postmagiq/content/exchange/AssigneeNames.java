package com.postmagiq.content.exchange;

import com.postmagiq.content.Assignees;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Members who may write, by their address or the whole of their name; not by one two people have.
 */
final class AssigneeNames {
    private final Map<String, UUID> known = new HashMap<>();

    AssigneeNames(Assignees assignees) {
        Set<String> twice = new HashSet<>();
        for (var writer : assignees.writers()) {
            known.put(key(writer.email()), writer.id());
            if (known.put(key(writer.name()), writer.id()) != null) {
                twice.add(key(writer.name()));
            }
        }
        twice.forEach(known::remove);
    }

    Optional<UUID> find(String name) {
        return Optional.ofNullable(known.get(key(name)));
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
