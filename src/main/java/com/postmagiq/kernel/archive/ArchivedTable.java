package com.postmagiq.kernel.archive;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table of workspaces and what becomes of it in an archive. Ids need no word: every column of
 * type uuid, and every id inside of JSON, is rewritten by what it points to.
 *
 * @param name with its schema
 * @param note the file of a table that is shown, and why one stays
 * @param where which rows go; null for all. It must choose the same rows of an imported workspace
 * @param leftOut columns that do not go, since they depend on the installation or are made anew
 * @param instead what goes instead of a column's value, as SQL
 * @param later columns that point to tables which come in afterwards; they may be null
 * @param ofRuns whether it goes only with runs
 */
public record ArchivedTable(
        String name,
        Way way,
        String note,
        @Nullable String where,
        Set<String> leftOut,
        Map<String, String> instead,
        Set<String> later,
        boolean ofRuns) {

    /** What becomes of a table. */
    public enum Way {
        /** Goes out and comes in. */
        TRAVELS,
        /** Goes out to be read, and never comes in. */
        SHOWN,
        /** Never goes out. */
        STAYS
    }

    public ArchivedTable {
        leftOut = Set.copyOf(leftOut);
        instead = Map.copyOf(instead);
        later = Set.copyOf(later);
    }

    public static ArchivedTable travels(String name) {
        return of(name, Way.TRAVELS, "");
    }

    /**
     * @param file such as {@code members}
     */
    public static ArchivedTable shown(String name, String file) {
        return of(name, Way.SHOWN, file);
    }

    /**
     * @param why a sentence for whoever asks what an archive lacks
     */
    public static ArchivedTable stays(String name, String why) {
        return of(name, Way.STAYS, why);
    }

    private static ArchivedTable of(String name, Way way, String note) {
        return new ArchivedTable(name, way, note, null, Set.of(), Map.of(), Set.of(), false);
    }

    public ArchivedTable only(String condition) {
        return new ArchivedTable(name, way, note, condition, leftOut, instead, later, ofRuns);
    }

    public ArchivedTable without(String... columns) {
        var all = new HashSet<>(leftOut);
        all.addAll(List.of(columns));
        return new ArchivedTable(name, way, note, where, all, instead, later, ofRuns);
    }

    public ArchivedTable instead(String column, String expression) {
        var all = new HashMap<>(instead);
        all.put(column, expression);
        return new ArchivedTable(name, way, note, where, leftOut, all, later, ofRuns);
    }

    public ArchivedTable later(String... columns) {
        return new ArchivedTable(name, way, note, where, leftOut, instead, Set.of(columns), ofRuns);
    }

    /** Goes only with runs. */
    public ArchivedTable withRuns() {
        return new ArchivedTable(name, way, note, where, leftOut, instead, later, true);
    }

    /** The name of its file, and what its rows are called in references. */
    public String part() {
        return way == Way.SHOWN ? note : name.substring(name.indexOf('.') + 1);
    }
}
