package com.postmagiq.kernel.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Marks every part of a record as required that is not {@code @Nullable}. */
@SuppressWarnings({"rawtypes", "unchecked"})
final class RequiredParts implements ModelConverter {
    private static final String SCHEMAS = "#/components/schemas/";

    @Override
    public @Nullable Schema resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        var resolved = chain.next().resolve(type, context, chain);
        JavaType raw = Json.mapper().constructType(type.getType());
        if (resolved == null || raw == null || !raw.getRawClass().isRecord()) {
            return resolved;
        }
        var model =
                resolved.get$ref() == null
                        ? resolved
                        : context.getDefinedModels()
                                .get(resolved.get$ref().substring(SCHEMAS.length()));
        if (model != null && model.getProperties() != null) {
            var names =
                    Arrays.stream(raw.getRawClass().getRecordComponents())
                            .filter(part -> !isNullable(part))
                            .map(RequiredParts::sentName)
                            .filter(model.getProperties()::containsKey)
                            .sorted()
                            .toList();
            model.setRequired(names.isEmpty() ? null : names);
        }
        return resolved;
    }

    private static String sentName(RecordComponent part) {
        var given = part.getAccessor().getAnnotation(JsonProperty.class);
        return given == null ? JsonNames.snakeCase(part.getName()) : given.value();
    }

    private static boolean isNullable(RecordComponent part) {
        return part.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
