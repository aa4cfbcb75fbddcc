package com.postmagiq.content.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes of an import, counted as it goes. It is stored with each batch, so that a later
 * attempt goes on counting.
 */
final class ImportTally {
    static final int MOST_ISSUES = 200;

    @JsonProperty int created;
    @JsonProperty int updated;
    @JsonProperty int skipped;
    @JsonProperty int failed;
    @JsonProperty int platforms;
    @JsonProperty int goals;
    @JsonProperty int chapters;

    /** Those left out are counted. */
    @JsonProperty int moreIssues;

    @JsonProperty List<Issue> issues = new ArrayList<>();

    void created() {
        created++;
    }

    void updated() {
        updated++;
    }

    void skipped() {
        skipped++;
    }

    void failed() {
        failed++;
    }

    void platform() {
        platforms++;
    }

    void goal() {
        goals++;
    }

    void chapter() {
        chapters++;
    }

    /** A row that was left as it was has been changed after all. */
    void skippedBecameUpdated() {
        skipped--;
        updated++;
    }

    void issue(Issue issue) {
        if (issues.size() < MOST_ISSUES) {
            issues.add(issue);
        } else {
            moreIssues++;
        }
    }

    /** Whether every row can come in. */
    boolean clean() {
        return failed == 0;
    }

    int failures() {
        return failed;
    }

    List<Issue> issues() {
        return List.copyOf(issues);
    }
}
