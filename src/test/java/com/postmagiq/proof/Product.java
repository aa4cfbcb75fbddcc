package com.postmagiq.proof;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * The product's own classes, read once; not those that packaging makes of them and leaves beside
 * them.
 */
final class Product {
    static final String ROOT = "com.postmagiq";

    static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(
                            place -> !place.contains("__") && !place.contains("$$SpringCGLIB$$"))
                    .importPackages(ROOT);

    private Product() {}
}
