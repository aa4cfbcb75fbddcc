package com.postmagiq.workspace;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of the bound workspace as they are kept: only what differs from the defaults was
 * chosen, so that a default may change for everybody who never chose.
 */
@Repository
class StoredSettings {
    private final TenantDb db;
    private final JsonMapper json;

    StoredSettings(TenantDb db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    WorkspaceSettings current() {
        return read(stored());
    }

    /** A change of some settings: what is stored afterwards, and what it means. */
    record Changed(ObjectNode chosen, List<String> keys) {
        String stored() {
            return chosen.toString();
        }

        /** What was chosen for a key; null after going back to the default. */
        @Nullable Object value(String key) {
            return chosen.has(key) ? chosen.get(key).asString() : null;
        }
    }

    /**
     * Applies a change without storing it.
     *
     * @param change values by key; null goes back to the default
     * @throws ProblemException {@code unknown_field}, {@code validation_failed}
     */
    Changed changed(Map<String, @Nullable Object> change) {
        var stored = stored();
        change.forEach(
                (key, value) -> {
                    if (value == null) {
                        requireKnown(key);
                        stored.remove(key);
                    } else {
                        stored.set(key, json.valueToTree(value));
                    }
                });
        read(stored);
        return new Changed(stored, List.copyOf(new TreeSet<>(change.keySet())));
    }

    private ObjectNode stored() {
        return db.first(
                        "select settings from app.workspaces",
                        (row, _) -> (ObjectNode) json.readTree(row.getString("settings")))
                .orElseThrow(Workspaces::notFound);
    }

    private WorkspaceSettings read(ObjectNode chosen) {
        ObjectNode all = json.valueToTree(WorkspaceSettings.DEFAULTS);
        all.setAll(chosen);
        try {
            return json.treeToValue(all, WorkspaceSettings.class);
        } catch (UnrecognizedPropertyException e) {
            throw unknown(e.getPropertyName());
        } catch (DatabindException e) {
            throw invalid(e);
        }
    }

    private static void requireKnown(String key) {
        var known =
                Arrays.stream(WorkspaceSettings.class.getRecordComponents())
                        .map(part -> part.getAccessor().getAnnotation(JsonProperty.class))
                        .anyMatch(name -> name != null && name.value().equals(key));
        if (!known) {
            throw unknown(key);
        }
    }

    private static ProblemException unknown(String key) {
        var field = "settings." + key;
        return problem(
                GeneralProblem.UNKNOWN_FIELD,
                "The field '%s' is not known here; check its spelling or leave it out."
                        .formatted(field),
                field,
                "unknown_field",
                "is not known here");
    }

    private static ProblemException invalid(DatabindException e) {
        var path =
                e.getPath().stream()
                        .map(JacksonException.Reference::getPropertyName)
                        .collect(Collectors.joining("."));
        var field = path.isEmpty() ? "settings" : "settings." + path;
        var reason =
                e.getCause() instanceof IllegalArgumentException rule
                        ? String.valueOf(rule.getMessage())
                        : "has a value of the wrong type or form";
        return problem(
                GeneralProblem.VALIDATION_FAILED,
                "The field '%s' %s.".formatted(field, reason),
                field,
                "invalid",
                reason);
    }

    private static ProblemException problem(
            GeneralProblem problem, String detail, String field, String code, String message) {
        return new ProblemException(problem, detail)
                .with("errors", List.of(Map.of("field", field, "code", code, "message", message)));
    }
}
