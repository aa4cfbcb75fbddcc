package com.postmagiq.kernel.privacy;

import java.io.IOException;
import java.util.List;

/**
 * What one module keeps about people: its own tables only. Everything here may be called twice for
 * the same person.
 */
public interface PersonalData {
    List<PersonalTable> tables();

    /**
     * Adds files to a copy that are no rows, for the bound workspace; outside of any transaction.
     */
    default void copyFiles(Subject subject, CopiedFiles files) throws IOException {}

    /**
     * Erases what comments of columns cannot say, in the transaction that erases this place's rows
     * and before them.
     *
     * @param place what is bound
     */
    default void erase(Subject subject, PersonalTable.Place place) {}
}
