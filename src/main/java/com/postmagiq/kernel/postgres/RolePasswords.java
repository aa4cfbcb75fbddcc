package com.postmagiq.kernel.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Passwords of the roles that can log in. Never shown by {@link #toString}.
 *
 * @param mayReplace whether roles that exist already are given these passwords. False for passwords
 *     a node made for itself: another node may be using the roles with the ones <em>it</em> made.
 * @param random whether they are {@link KeptPasswords}, rather than somebody's choice
 */
public record RolePasswords(
        String app, String system, String migrator, boolean mayReplace, boolean random) {
    private static final String FILE = "database-roles";

    /** Passwords the operator chose; they hold on every node and are set at each start. */
    public static RolePasswords given(String app, String system, String migrator) {
        return new RolePasswords(app, system, migrator, true, false);
    }

    /**
     * Passwords made once and kept in {@code <keys folder>/database-roles} (0600), for an external
     * database whose operator gave none. Several nodes need the same file.
     */
    public static RolePasswords kept(Path keysFolder) {
        try {
            Files.createDirectories(
                    keysFolder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            var kept =
                    KeptPasswords.of(
                            keysFolder.resolve(FILE),
                            DatabaseInstaller.APP,
                            DatabaseInstaller.SYSTEM,
                            DatabaseInstaller.MIGRATOR);
            return of(kept, false);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The passwords of the database roles cannot be kept in %s: give this user the right to write there."
                            .formatted(keysFolder),
                    e);
        }
    }

    static RolePasswords of(KeptPasswords kept, boolean mayReplace) {
        return new RolePasswords(
                kept.of(DatabaseInstaller.APP),
                kept.of(DatabaseInstaller.SYSTEM),
                kept.of(DatabaseInstaller.MIGRATOR),
                mayReplace,
                true);
    }

    DatabaseAccess access(String url) {
        return new DatabaseAccess(
                new DatabaseLogin(url, DatabaseInstaller.APP, app),
                new DatabaseLogin(url, DatabaseInstaller.SYSTEM, system),
                new DatabaseLogin(url, DatabaseInstaller.MIGRATOR, migrator));
    }

    /** What the database stores for one of them. */
    String verifier(String password) {
        return random ? ScramVerifier.ofRandom(password) : ScramVerifier.ofChosen(password);
    }

    @Override
    public String toString() {
        return "RolePasswords[***]";
    }
}
