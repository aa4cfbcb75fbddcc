package com.postmagiq.content.exchange;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says about a file that the file does not say itself.
 *
 * @param mapping names of columns as the header has them, and what they mean here; an empty text
 *     leaves a column out. Columns that are not named mean what their header says
 * @param overrides cells of single rows
 */
@Schema(name = "ImportChoices")
record ImportChoices(
        @Nullable @Size(max = 100) Map<String, String> mapping,
        @Nullable @Size(max = 1000) List<@Valid Row> overrides) {
    static final ImportChoices NONE = new ImportChoices(null, null);

    /**
     * A row that comes in otherwise than it stands in the file.
     *
     * @param row line it begins in, from 1
     * @param fields by the product's names; an empty text empties a cell
     */
    @Schema(name = "ImportOverride")
    record Row(@Min(1) int row, @NotNull @Size(min = 1, max = 30) Map<String, String> fields) {}

    /**
     * @throws ProblemException {@code validation_failed} for a name that no column has here
     */
    void check() {
        names().values().stream().filter(field -> !field.isEmpty()).forEach(ImportChoices::require);
        rows().values().forEach(fields -> fields.keySet().forEach(ImportChoices::require));
    }

    private static void require(String field) {
        if (!FieldNames.COLUMNS.contains(field)) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "There is no column '%s' here; take one of %s."
                            .formatted(field, String.join(", ", FieldNames.COLUMNS)));
        }
    }

    private Map<String, String> names() {
        return mapping == null ? Map.of() : mapping;
    }

    /** What a column means; empty for one that is left out. */
    Optional<String> meaning(String source) {
        var chosen = names().get(source);
        if (chosen != null) {
            return Optional.of(chosen).filter(field -> !field.isEmpty());
        }
        // What somebody has chosen for one column is not taken for another as well.
        return FieldNames.of(source).filter(field -> !names().containsValue(field));
    }

    /** The changed cells by their row. */
    Map<Integer, Map<String, String>> rows() {
        var rows = new HashMap<Integer, Map<String, String>>();
        if (overrides != null) {
            overrides.forEach(each -> rows.put(each.row(), each.fields()));
        }
        return rows;
    }
}
