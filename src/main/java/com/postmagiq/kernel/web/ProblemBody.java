package com.postmagiq.kernel.web;

import com.postmagiq.kernel.problem.Problem;
import java.net.URI;
import org.springframework.http.ProblemDetail;

/** The RFC 9457 body of a refusal, also for filters, which run before the handler. */
public final class ProblemBody {
    private ProblemBody() {}

    public static ProblemDetail of(Problem problem, String detail) {
        var body = ProblemDetail.forStatusAndDetail(problem.status(), detail);
        body.setType(URI.create("urn:postmagiq:problem:" + problem.code()));
        body.setTitle(problem.title());
        body.setProperty("code", problem.code());
        var requestId = RequestId.current();
        body.setProperty("request_id", requestId);
        // Else the framework puts the asked-for path here, and refusals of two addresses would
        // differ.
        body.setInstance(URI.create("urn:uuid:" + requestId));
        return body;
    }
}
