package com.postmagiq.identity;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people are called, for whoever shows rows that hold ids. */
@Repository
public class Names {
    private final JdbcClient jdbc;

    Names(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Names as they are now; who is not there any more is left out. */
    public Map<UUID, String> of(Collection<UUID> ids) {
        var names = new HashMap<UUID, String>();
        if (!ids.isEmpty()) {
            jdbc.sql("select id, full_name from core.users where id in (:ids)")
                    .param("ids", ids)
                    .query(
                            row -> {
                                names.put(
                                        row.getObject("id", UUID.class),
                                        row.getString("full_name"));
                            });
        }
        return names;
    }
}
