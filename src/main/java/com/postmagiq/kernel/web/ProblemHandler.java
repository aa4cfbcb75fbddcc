package com.postmagiq.kernel.web;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.problem.StoredRule;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns everything that goes wrong in a request into one RFC 9457 body with a stable code. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    /** SQLSTATE for text that PostgreSQL cannot hold; of what JSON can carry, that is NUL alone. */
    private static final String NOT_STORABLE = "22021";

    /**
     * Waited too long for a lock, a statement, a transaction or, while this process stood still,
     * for the next word; a deadlock's victim.
     */
    private static final Set<String> BUSY = Set.of("55P03", "57014", "25P04", "25P03", "40P01");

    /** Beginnings of a SQLSTATE: no connection, out of something, stopped by its operator. */
    private static final List<String> AWAY = List.of("08", "53", "57P");

    private final List<StoredRule> rules;

    ProblemHandler(ObjectProvider<StoredRule> rules) {
        this.rules = rules.stream().toList();
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(ProblemException e, WebRequest request) {
        var body =
                ProblemBody.of(
                        e.problem(), e.getMessage() == null ? e.problem().title() : e.getMessage());
        e.properties().forEach(body::setProperty);
        var headers = new HttpHeaders();
        if (e.properties().get("retry_after") instanceof Number seconds) {
            headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds.longValue()));
        }
        return respond(body, headers);
    }

    /** A row somebody else changed first. */
    @ExceptionHandler
    ResponseEntity<Object> handle(OptimisticLockingFailureException e, WebRequest request) {
        return respond(
                ProblemBody.of(
                        GeneralProblem.CONFLICT,
                        "Somebody else changed this at the same moment; load it again."),
                new HttpHeaders());
    }

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        TransactionSystemException.class,
        DataAccessException.class
    })
    ResponseEntity<Object> database(Exception e, WebRequest request) {
        var state =
                NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                        ? sql.getSQLState()
                        : null;
        if (NOT_STORABLE.equals(state)) {
            return respond(
                    ProblemBody.of(
                            GeneralProblem.VALIDATION_FAILED,
                            "A text in this request holds a NUL character, which cannot be stored; remove it."),
                    new HttpHeaders());
        }
        var rule = rules.stream().filter(each -> each.sqlState().equals(state)).findFirst();
        if (rule.isPresent()) {
            return respond(
                    ProblemBody.of(rule.get().problem(), rule.get().detail()), new HttpHeaders());
        }
        if (e instanceof CannotCreateTransactionException
                || state == null
                || BUSY.contains(state)
                || AWAY.stream().anyMatch(state::startsWith)) {
            LOG.warn("Request {} did not get the database: {}", RequestId.current(), e.toString());
            var body =
                    ProblemBody.of(
                            GeneralProblem.UNAVAILABLE,
                            "The database does not answer right now; try again in a few seconds.");
            var headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, "2");
            return respond(body, headers);
        }
        return last(e, request);
    }

    /** Something else than a form where one is taken, or a form that breaks off. */
    @ExceptionHandler
    ResponseEntity<Object> handle(MultipartException e, WebRequest request) {
        return respond(
                ProblemBody.of(
                        GeneralProblem.BAD_REQUEST,
                        "This address takes a form with a file (multipart/form-data), and the body is none that can be read."),
                new HttpHeaders());
    }

    // Security's own exceptions are answered by its filters, not here.
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void security(RuntimeException e) {
        throw e;
    }

    /** The last resort: says nothing of our insides, and tells the log where to look. */
    @ExceptionHandler(Exception.class)
    ResponseEntity<Object> last(Exception e, WebRequest request) {
        LOG.error("Request {} failed unexpectedly", RequestId.current(), e);
        return respond(
                ProblemBody.of(
                        GeneralProblem.INTERNAL,
                        "The server failed in a way it did not expect. Nothing was half-written; the log names request "
                                + RequestId.current()
                                + "."),
                new HttpHeaders());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var errors =
                e.getBindingResult().getFieldErrors().stream()
                        .map(
                                error ->
                                        field(
                                                JsonNames.snakeCase(error.getField()),
                                                String.valueOf(error.getCode()),
                                                String.valueOf(error.getDefaultMessage())))
                        .toList();
        return invalid(errors);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var errors =
                e.getParameterValidationResults().stream()
                        .flatMap(
                                result ->
                                        result.getResolvableErrors().stream()
                                                .map(
                                                        error ->
                                                                field(
                                                                        JsonNames.snakeCase(
                                                                                String.valueOf(
                                                                                        result.getMethodParameter()
                                                                                                .getParameterName())),
                                                                        "invalid",
                                                                        String.valueOf(
                                                                                error
                                                                                        .getDefaultMessage()))))
                        .toList();
        return invalid(errors);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return switch (e.getMostSpecificCause()) {
            case UnrecognizedPropertyException unknown -> {
                var body =
                        ProblemBody.of(
                                GeneralProblem.UNKNOWN_FIELD,
                                "The field '%s' is not known here; check its spelling or leave it out."
                                        .formatted(unknown.getPropertyName()));
                body.setProperty(
                        "errors",
                        List.of(
                                field(
                                        unknown.getPropertyName(),
                                        "unknown_field",
                                        "is not known here")));
                yield respond(body, new HttpHeaders());
            }
            case DatabindException wrong -> {
                var path = path(wrong);
                yield invalid(
                        List.of(
                                field(
                                        path,
                                        "wrong_type",
                                        "has a value of the wrong type or form")));
            }
            default ->
                    respond(
                            ProblemBody.of(
                                    GeneralProblem.BAD_REQUEST, "The body is not readable JSON."),
                            new HttpHeaders());
        };
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return respond(
                ProblemBody.of(GeneralProblem.NOT_FOUND, "There is nothing at this address."),
                headers);
    }

    /** A stream that the stopping server ends: its reader has its answer already. */
    @Override
    protected @Nullable ResponseEntity<Object> handleAsyncRequestTimeoutException(
            AsyncRequestTimeoutException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return null;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var problem = general(status);
        var detail =
                body instanceof ProblemDetail given && given.getDetail() != null
                        ? given.getDetail()
                        : problem.title() + ".";
        return respond(ProblemBody.of(problem, detail), headers);
    }

    private static GeneralProblem general(HttpStatusCode status) {
        for (var problem : GeneralProblem.values()) {
            if (problem.status().value() == status.value()) {
                return problem;
            }
        }
        return status.is4xxClientError() ? GeneralProblem.BAD_REQUEST : GeneralProblem.INTERNAL;
    }

    private static ResponseEntity<Object> invalid(List<Map<String, String>> errors) {
        var named =
                errors.isEmpty()
                        ? "The request"
                        : "The field '%s' %s"
                                .formatted(
                                        errors.getFirst().get("field"),
                                        errors.getFirst().get("message"));
        var body =
                ProblemBody.of(
                        GeneralProblem.VALIDATION_FAILED,
                        named + (errors.isEmpty() ? " is not valid." : "."));
        body.setProperty("errors", errors);
        return respond(body, new HttpHeaders());
    }

    private static Map<String, String> field(String name, String code, String message) {
        return Map.of("field", name, "code", JsonNames.snakeCase(code), "message", message);
    }

    private static String path(DatabindException e) {
        var names =
                e.getPath().stream()
                        .map(
                                reference ->
                                        reference.getPropertyName() != null
                                                ? reference.getPropertyName()
                                                : String.valueOf(reference.getIndex()))
                        .toList();
        return names.isEmpty() ? "body" : String.join(".", names);
    }

    private static ResponseEntity<Object> respond(ProblemDetail body, HttpHeaders headers) {
        // The framework's own headers may be read-only: they are added, not changed.
        return ResponseEntity.status(HttpStatus.valueOf(body.getStatus()))
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }
}
