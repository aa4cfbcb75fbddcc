package com.postmagiq;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * A whole server as the build knows it. Packaging runs this without letting it start, and writes
 * down which beans it has and how each is made, so that no start has to find that out again: half
 * of a start's work. Commands, and servers that do half of the work, are put together when they
 * start.
 */
public final class PreparedServer {
    private PreparedServer() {}

    /** For the build alone. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(PostmagiqApplication.class)
                .web(WebApplicationType.SERVLET)
                .run(arguments);
    }
}
