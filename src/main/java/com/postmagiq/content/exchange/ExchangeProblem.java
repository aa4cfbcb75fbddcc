package com.postmagiq.content.exchange;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a file can be refused as a whole. What is wrong with single rows is told by row. */
enum ExchangeProblem implements Problem {
    EMPTY_FILE("import.empty_file", HttpStatus.UNPROCESSABLE_CONTENT, "Nothing in the file"),
    UNSUPPORTED_FORMAT(
            "import.unsupported_format", HttpStatus.UNPROCESSABLE_CONTENT, "Form not taken"),
    NOT_A_TABLE("import.not_a_table", HttpStatus.UNPROCESSABLE_CONTENT, "No table"),
    HEADER_NOT_FOUND("import.header_not_found", HttpStatus.UNPROCESSABLE_CONTENT, "No header row"),
    SCHEMA_TOO_NEW("import.schema_too_new", HttpStatus.UNPROCESSABLE_CONTENT, "Newer than this"),
    BROKEN_FILE("import.broken_file", HttpStatus.UNPROCESSABLE_CONTENT, "Damaged file"),
    ENCRYPTED_ZIP("import.encrypted_zip", HttpStatus.UNPROCESSABLE_CONTENT, "Encrypted archive"),
    UNSAFE_ZIP("import.unsafe_zip", HttpStatus.UNPROCESSABLE_CONTENT, "Unsafe archive"),
    TOO_MANY_ROWS("import.too_many_rows", HttpStatus.UNPROCESSABLE_CONTENT, "Too many rows"),
    NO_RIGHT("import.no_right", HttpStatus.FORBIDDEN, "No right to write"),
    FILE_GONE("import.file_gone", HttpStatus.GONE, "File removed");

    private final String code;
    private final HttpStatus status;
    private final String title;

    ExchangeProblem(String code, HttpStatus status, String title) {
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
