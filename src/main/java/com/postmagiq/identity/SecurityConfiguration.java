package com.postmagiq.identity;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Who may reach which address at all. Everything under {@code /api} needs a live session or, inside
 * workspaces, the key of a program, but for {@link PublicRoutes}; the browser application's own
 * files need none. Cookies sign nobody in, so there is nothing a foreign page could make a browser
 * do.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SecurityConfiguration {
    private static final RequestMatcher API = pathPattern("/api/**");
    private static final RequestMatcher HEALTH = pathPattern("/actuator/health/**");
    private static final RequestMatcher ACTUATOR = pathPattern("/actuator/**");

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            AccessTokens tokens,
            LoginSessions sessions,
            KeyCheck keys,
            Environment environment,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .exceptionHandling(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(BrowserHeaders::apply)
                .addFilterBefore(
                        new BearerFilter(tokens, sessions, keys, problems),
                        AnonymousAuthenticationFilter.class)
                .addFilterBefore(new RefusalFilter(problems), AuthorizationFilter.class)
                .authorizeHttpRequests(
                        routes ->
                                routes.dispatcherTypeMatchers(
                                                DispatcherType.ASYNC, DispatcherType.ERROR)
                                        .permitAll()
                                        .requestMatchers(PublicRoutes.MATCHER, HEALTH)
                                        .permitAll()
                                        .requestMatchers(API)
                                        .authenticated()
                                        .requestMatchers(ACTUATOR)
                                        .access(
                                                (_, _) ->
                                                        new AuthorizationDecision(
                                                                hasOwnPort(environment)))
                                        .anyRequest()
                                        .permitAll())
                .build();
    }

    /** Addresses with tricks in them (double slashes, encoded separators) never reach a handler. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return (request, response, _) ->
                problems.resolveException(
                        request,
                        response,
                        null,
                        new ProblemException(
                                GeneralProblem.BAD_REQUEST,
                                "The address or a header of this request has a form that is not accepted."));
    }

    /** Figures of the running system are served on a port of their own or not at all. */
    private static boolean hasOwnPort(Environment environment) {
        return ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
    }
}
