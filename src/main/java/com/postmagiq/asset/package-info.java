/**
 * Stored files: taken in with care, kept on the local disk, shown to those who may see them, and
 * removed without leftovers. A row says where its file lies ({@code storage}); an object store will
 * be one more class beside {@link com.postmagiq.asset.LocalStore}.
 */
@ApplicationModule(allowedDependencies = {"kernel", "identity", "workspace"})
@NullMarked
package com.postmagiq.asset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
