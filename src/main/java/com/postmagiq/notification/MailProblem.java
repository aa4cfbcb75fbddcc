package com.postmagiq.notification;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Ways in which the log of mails can refuse. */
enum MailProblem implements Problem {
    NOT_RETRYABLE("mail.not_retryable", HttpStatus.CONFLICT, "Mail cannot be sent again"),
    UNSUBSCRIBE_INVALID(
            "mail.unsubscribe_invalid", HttpStatus.BAD_REQUEST, "Link that stops no mail");

    private final String code;
    private final HttpStatus status;
    private final String title;

    MailProblem(String code, HttpStatus status, String title) {
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
