package com.postmagiq.kernel.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.postmagiq.identity.FreshProof;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.AnyMember;
import com.postmagiq.workspace.PeopleOnly;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Role;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.time.LocalTime;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;

/**
 * Makes the description of the interface, which is kept in docs/api and packed with the product. It
 * says exactly what is sent: names in snake case, a part is required unless it is
 * {@code @Nullable}, and every operation may answer with a problem.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class OpenApiConfiguration {
    private static final String BEARER = "bearer";
    private static final String KEY = "api_key";

    static {
        // The actor comes from the token, so it is no parameter of the described interface.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class);
        SpringDocUtils.getConfig()
                .replaceWithSchema(LocalTime.class, new StringSchema().format("time"));
    }

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
                                                        "The access token of a sign-in; it lives 15 minutes. An API key may stand in its place wherever api_key is named."))
                                .addSecuritySchemes(
                                        KEY,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.APIKEY)
                                                .in(SecurityScheme.In.HEADER)
                                                .name("X-API-Key")
                                                .description(
                                                        "A key of the workspace, made in its settings, with the rights it was made for.")));
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
        if (isForPrograms(method)) {
            operation.setSecurity(
                    List.of(
                            new SecurityRequirement().addList(BEARER),
                            new SecurityRequirement().addList(KEY)));
        }
        return operation.operationId(
                Character.toLowerCase(controller.charAt(0))
                        + controller.substring(1)
                        + Character.toUpperCase(verb.charAt(0))
                        + verb.substring(1));
    }

    private static boolean isForPrograms(HandlerMethod method) {
        var scope = method.getMethodAnnotation(RequiresScope.class);
        var inside =
                scope == null
                        ? method.hasMethodAnnotation(AnyMember.class)
                        : scope.value().isForKeysOf(Role.OWNER);
        return inside
                && !method.hasMethodAnnotation(PeopleOnly.class)
                && !method.hasMethodAnnotation(FreshProof.class);
    }
}
