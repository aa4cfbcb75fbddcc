package com.postmagiq.archive;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way an archive can be refused. */
enum ArchiveProblem implements Problem {
    DAMAGED("import.archive_damaged", HttpStatus.UNPROCESSABLE_CONTENT, "Damaged archive"),
    TOO_NEW("import.archive_too_new", HttpStatus.UNPROCESSABLE_CONTENT, "Newer than this"),
    UNSAFE("import.archive_unsafe", HttpStatus.UNPROCESSABLE_CONTENT, "Unsafe archive"),
    RUNNING("import.archive_running", HttpStatus.CONFLICT, "An archive is coming in"),
    NOBODY_NAMED("import.nobody_named", HttpStatus.NOT_FOUND, "Nobody of that name"),
    BEING_GIVEN("import.being_given", HttpStatus.CONFLICT, "Somebody's work is being given"),
    CANNOT_WRITE("import.cannot_write", HttpStatus.UNPROCESSABLE_CONTENT, "Cannot write here");

    private final String code;
    private final HttpStatus status;
    private final String title;

    ArchiveProblem(String code, HttpStatus status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
