package com.postmagiq.kernel.privacy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with columns about people, and which of its rows are about one of them. What the columns
 * hold, and what becomes of each, stands in their comments in the database.
 *
 * @param name with its schema
 * @param where a condition on {@code :person}, their id, and {@code :email}
 * @param file of a copy, {@code .json} or {@code .jsonl}; null where nothing of it is copied
 * @param erasedByHand its module's {@link PersonalData#erase} does what the comments say
 * @param along tables whose rows go with the deleted ones, by foreign keys
 */
public record PersonalTable(
        String name,
        Place place,
        String where,
        @Nullable String file,
        boolean erasedByHand,
        List<String> along) {

    /** What must be bound to reach the rows. */
    public enum Place {
        INSTALLATION,
        ACCOUNT,
        WORKSPACE
    }

    public PersonalTable {
        along = List.copyOf(along);
    }

    /**
     * A table outside of workspaces and accounts, or in each that the person has to do with, as its
     * schema and place say.
     */
    public static PersonalTable of(Place place, String name, String where, @Nullable String file) {
        return new PersonalTable(name, place, where, file, false, List.of());
    }

    public PersonalTable byHand() {
        return new PersonalTable(name, place, where, file, true, along);
    }

    public PersonalTable takingAlong(String... tables) {
        return new PersonalTable(name, place, where, file, erasedByHand, List.of(tables));
    }
}
