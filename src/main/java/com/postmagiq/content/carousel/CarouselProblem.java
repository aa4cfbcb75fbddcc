package com.postmagiq.content.carousel;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about slides can be refused. */
public enum CarouselProblem implements Problem {
    TOO_LONG("carousel.too_long", HttpStatus.UNPROCESSABLE_CONTENT, "Too many slides");

    private final String code;
    private final HttpStatus status;
    private final String title;

    CarouselProblem(String code, HttpStatus status, String title) {
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
