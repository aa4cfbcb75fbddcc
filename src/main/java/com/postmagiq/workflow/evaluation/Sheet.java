package com.postmagiq.workflow.evaluation;

import com.postmagiq.kernel.page.Csv;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An answer as rows under headings, for files and terminals.
 *
 * @param rows as long as the headings each; null where a value is not known
 */
public record Sheet(List<String> headings, List<List<@Nullable Object>> rows) {
    /** What has the form of a table. */
    public interface Tabular {
        Sheet sheet();
    }

    /** One row. */
    public static List<@Nullable Object> row(@Nullable Object... cells) {
        return Collections.unmodifiableList(Arrays.asList(cells));
    }

    /** As a file for spreadsheets. */
    public String csv() {
        return rows.stream().map(Csv::line).collect(Collectors.joining("", Csv.line(headings), ""));
    }
}
