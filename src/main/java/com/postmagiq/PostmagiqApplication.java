package com.postmagiq;

import com.postmagiq.cli.Cli;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** The application: one jar that is web server, worker and command line. */
@SpringBootApplication
@Modulithic(sharedModules = "kernel")
public class PostmagiqApplication {

    /** Does what the command line says; a server that was started lives on after this returns. */
    public static void main(String[] arguments) {
        var exit = Cli.run(PostmagiqApplication.class, arguments);
        if (exit != Cli.LIVES_ON) {
            System.exit(exit);
        }
    }
}
