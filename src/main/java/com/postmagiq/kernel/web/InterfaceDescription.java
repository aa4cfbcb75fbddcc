package com.postmagiq.kernel.web;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The description of the interface for programs, as OpenAPI 3.1. It is made from the routes by a
 * test that fails when the kept one differs, so that no start has to make it.
 */
@RestController
@ConditionalOnWebApplication
@Hidden
class InterfaceDescription {
    @GetMapping(value = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    Resource describe() {
        return new ClassPathResource("docs/api/openapi.json");
    }
}
