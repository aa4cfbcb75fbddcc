package com.postmagiq;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;

/** The application: one jar that is web server, worker and command line. */
@SpringBootApplication
@Modulithic(sharedModules = "kernel")
public class PostmagiqApplication {}
