package com.postmagiq.identity;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Keeps {@link FreshProof}: after the check of rights and before the body is judged. A password in
 * the body is looked at whenever there is one, also beside a fresh proof, so that a wrong one is
 * never passed over.
 */
@ControllerAdvice
class FreshProofCheck extends RequestBodyAdviceAdapter implements HandlerInterceptor {
    private final Reauthentication reauthentication;

    FreshProofCheck(Reauthentication reauthentication) {
        this.reauthentication = reauthentication;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.hasMethodAnnotation(FreshProof.class)
                && !(mayProveInBody(method) && isJson(request))) {
            requireFresh();
        }
        return true;
    }

    @Override
    public boolean supports(
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        return parameter.hasMethodAnnotation(FreshProof.class) && isProof(parameter);
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        var password = body instanceof PasswordProof proof ? proof.password() : null;
        if (password == null) {
            requireFresh();
        } else {
            reauthentication.withPasswordInBody(me(), password, caller());
        }
        return body;
    }

    @Override
    public @Nullable Object handleEmptyBody(
            @Nullable Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converter) {
        requireFresh();
        return body;
    }

    private void requireFresh() {
        reauthentication.requireFresh(me());
    }

    /** Of any other kind of body the check below would not hear when it is empty. */
    private static boolean isJson(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON_VALUE);
    }

    private static boolean mayProveInBody(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters()).anyMatch(FreshProofCheck::isProof);
    }

    private static boolean isProof(MethodParameter parameter) {
        return PasswordProof.class.isAssignableFrom(parameter.getParameterType());
    }

    private static SignedIn me() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedIn me) {
            return me;
        }
        if (Program.ofRequest().isPresent()) {
            throw new ProblemException(
                            IdentityProblem.REAUTHENTICATION_REQUIRED,
                            "This takes a fresh proof of who you are, which an API key cannot give; sign in for it.")
                    .with("methods", List.of());
        }
        throw new ProblemException(
                GeneralProblem.UNAUTHENTICATED, "Sign in first: only a person may do this.");
    }

    private static Caller caller() {
        if (RequestContextHolder.currentRequestAttributes()
                instanceof ServletRequestAttributes attributes) {
            return Caller.of(attributes.getRequest());
        }
        throw new IllegalStateException("A body was read outside of a request");
    }
}
