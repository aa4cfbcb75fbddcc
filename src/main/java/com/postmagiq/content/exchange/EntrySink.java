package com.postmagiq.content.exchange;

/** Whoever reads a file tells here what it holds, in its order. */
interface EntrySink {
    void entry(Entry entry);

    /** Something about the file, or about a row that gives no entry. */
    void issue(Issue issue);
}
