package com.postmagiq.kernel.web;

import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Answers and bodies are JSON. Libraries that are here for other reasons would offer YAML and CBOR
 * as well, with names spelled otherwise, and examine the type of every answer to do so.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class JsonOnly implements WebMvcConfigurer {
    private static final Set<String> NOT_SPOKEN = Set.of("yaml", "cbor", "xml", "x-jackson-smile");

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.configureMessageConvertersList(JsonOnly::keepJson);
    }

    private static void keepJson(List<HttpMessageConverter<?>> converters) {
        converters.removeIf(
                converter ->
                        converter.getSupportedMediaTypes().stream()
                                .map(MediaType::getSubtype)
                                .anyMatch(NOT_SPOKEN::contains));
    }
}
