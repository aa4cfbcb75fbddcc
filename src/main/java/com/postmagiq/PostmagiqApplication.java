package com.postmagiq;

import com.postmagiq.cli.Cli;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** The application: one jar that is web server, worker and command line. */
@SpringBootApplication
@Modulithic(sharedModules = "kernel")
public class PostmagiqApplication {
    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
    private static final int FEWEST_CARRIERS = 16;

    /** Does what the command line says; a server that was started lives on after this returns. */
    public static void main(String[] arguments) {
        keepCarriers();
        var exit = Cli.run(PostmagiqApplication.class, PreparedServer.class, arguments);
        if (exit != Cli.LIVES_ON) {
            System.exit(exit);
        }
    }

    /**
     * A virtual thread that loads a class keeps its carrier while it waits for the jar, and the
     * jar's lock may be held by one that waits for a carrier. With as few carriers as a small
     * machine has processors the two wait for each other for ever, so there are always some more.
     */
    private static void keepCarriers() {
        if (System.getProperty(CARRIERS) == null) {
            var carriers = Math.max(FEWEST_CARRIERS, Runtime.getRuntime().availableProcessors());
            System.setProperty(CARRIERS, String.valueOf(carriers));
        }
    }
}
