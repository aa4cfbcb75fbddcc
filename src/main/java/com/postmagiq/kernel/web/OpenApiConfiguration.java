package com.postmagiq.kernel.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;

/**
 * The description of the interface at {@code /v3/api-docs}. It says exactly what is sent: names in
 * snake case, a part is required unless it is {@code @Nullable}, and every operation may answer
 * with a problem.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OpenApiConfiguration {
    private static final String BEARER = "bearer";

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Postmagiq")
                                .version("v1")
                                .description(
                                        "Takes a true story to a finished post in its author's own voice.")
                                .license(new License().name("Apache-2.0")))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        BEARER,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer")
                                                .bearerFormat("JWT")
                                                .description(
                                                        "The access token of a sign-in; it lives 15 minutes.")));
    }

    /**
     * The describing library still reads classes with the older JSON mapper, so it is told our
     * names.
     */
    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mapper, SchemaNames names) {
        return new ModelResolver(
                        mapper.jsonMapper()
                                .copy()
                                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE),
                        names)
                .openapi31(true);
    }

    @Bean
    SchemaNames schemaNames() {
        return new SchemaNames();
    }

    @Bean
    RequiredParts requiredParts() {
        return new RequiredParts();
    }

    /**
     * Names and groups each operation after its controller and method, which do not move with other
     * routes.
     */
    @Bean
    GlobalOperationCustomizer operationNames() {
        return (operation, method) -> named(operation, method);
    }

    @Bean
    DocumentCompletion documentCompletion(List<OpenRoutes> open, SchemaNames names) {
        return new DocumentCompletion(BEARER, open, names);
    }

    private static Operation named(Operation operation, HandlerMethod method) {
        var controller = method.getBeanType().getSimpleName().replaceFirst("Controller$", "");
        var verb = method.getMethod().getName();
        return operation.operationId(
                Character.toLowerCase(controller.charAt(0))
                        + controller.substring(1)
                        + Character.toUpperCase(verb.charAt(0))
                        + verb.substring(1));
    }
}
