package com.postmagiq.kernel.postgres;

import com.postmagiq.kernel.postgres.PostgresStartFailure.Reason;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The user PostgreSQL runs as: our own, or, since PostgreSQL refuses to run as root, an
 * unprivileged one when we are root.
 *
 * @param isOther whether it is another user than ours
 * @param uid of that other user
 * @param gid of that other user
 */
record ServerUser(boolean isOther, int uid, int gid) {
    /** The user called nobody on Linux. */
    private static final int NOBODY = 65534;

    private static final boolean LINUX = "Linux".equals(System.getProperty("os.name"));

    /**
     * @param data the data folder of PostgreSQL, which need not exist; an existing one keeps its
     *     owner
     */
    static ServerUser forData(Path data) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new ServerUser(false, 0, 0);
        }
        if (Files.isDirectory(data)) {
            var uid = (int) Files.getAttribute(data, "unix:uid");
            var gid = (int) Files.getAttribute(data, "unix:gid");
            if (uid != 0) {
                return new ServerUser(true, uid, gid);
            }
        }
        return new ServerUser(true, NOBODY, NOBODY);
    }

    /** Gives a file or folder to this user. */
    void own(Path path) throws IOException {
        if (isOther) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * @throws PostgresStartFailure {@code NOT_PASSABLE} when a folder on the way cannot be entered
     */
    void checkReaches(Path path) throws IOException {
        for (var folder = path; isOther && folder != null; folder = folder.getParent()) {
            if (!mayPass(folder)) {
                throw new PostgresStartFailure(
                        Reason.NOT_PASSABLE,
                        "PostgreSQL refuses to run as root, and user %d, who would run it, may not enter the folder %s (%s): run Postmagiq as an ordinary user, or `chmod o+x %s`, or set POSTMAGIQ_DATA_DIR to a folder such as /var/lib/postmagiq."
                                .formatted(
                                        uid,
                                        folder,
                                        PosixFilePermissions.toString(
                                                Files.getPosixFilePermissions(folder)),
                                        folder));
            }
        }
    }

    /** Whether this user may run a program, or enter a folder, and all folders on the way. */
    boolean reaches(Path path) throws IOException {
        for (var step = path; isOther && step != null; step = step.getParent()) {
            if (!mayPass(step)) {
                return false;
            }
        }
        return true;
    }

    private boolean mayPass(Path folder) throws IOException {
        var view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        var permissions = view.readAttributes().permissions();
        if ((int) Files.getAttribute(folder, "unix:uid") == uid) {
            return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
        }
        if ((int) Files.getAttribute(folder, "unix:gid") == gid) {
            return permissions.contains(PosixFilePermission.GROUP_EXECUTE);
        }
        return permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
    }

    /**
     * The command that runs a program as this user.
     *
     * @param server whether it is the server. On Linux that is interrupted when the thread that
     *     started it dies with the whole process; and it gets a session of its own, since Ctrl-C in
     *     a terminal would otherwise stop it together with us, that is before our last transactions
     */
    List<String> command(boolean server, Path program, List<String> arguments) {
        var command = new ArrayList<String>();
        var diesWithUs = server && LINUX;
        if (diesWithUs) {
            command.add(find("setsid", searchPath()));
        }
        if (isOther || diesWithUs) {
            command.add(find("setpriv", searchPath()));
            if (isOther) {
                command.add("--reuid=" + uid);
                command.add("--regid=" + gid);
                command.add("--clear-groups");
            }
            if (diesWithUs) {
                command.add("--pdeathsig");
                command.add("INT");
            }
            command.add("--");
        }
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    private static String searchPath() {
        return System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    static String find(String program, String searchPath) {
        for (var folder : searchPath.split(File.pathSeparator, -1)) {
            var candidate = Path.of(folder, program);
            if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                return candidate.toAbsolutePath().toString();
            }
        }
        throw new PostgresStartFailure(
                Reason.MISSING_PROGRAM,
                "The embedded database needs the program %s, which is not in the search path (%s): install the package util-linux, or set DATABASE_URL to a PostgreSQL of your own."
                        .formatted(program, searchPath));
    }
}
