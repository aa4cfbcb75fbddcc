package com.postmagiq.kernel.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Behind a proxy the socket is the proxy's. What {@code X-Forwarded-For} and {@code
 * X-Forwarded-Proto} say is believed only where a trusted network says it: the list of addresses is
 * read from its end, past trusted ones, so that what a caller put in front does not count.
 */
final class ForwardedFilter extends OncePerRequestFilter {
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTOCOL = "X-Forwarded-Proto";
    private static final String SECURE = "https";

    private final List<Network> trusted;

    ForwardedFilter(List<Network> trusted) {
        this.trusted = trusted;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = address(request.getRemoteAddr()).filter(this::isTrusted);
        chain.doFilter(
                caller.isPresent()
                        ? new Forwarded(request, client(request), protocol(request))
                        : request,
                response);
    }

    /** The nearest address that no trusted proxy has; unreadable ones end the search. */
    private String client(HttpServletRequest request) {
        var client = request.getRemoteAddr();
        for (var name : values(request, FOR).reversed()) {
            var address = address(name);
            if (address.isEmpty()) {
                return client;
            }
            client = address.get().getHostAddress();
            if (!isTrusted(address.get())) {
                return client;
            }
        }
        return client;
    }

    private static @Nullable String protocol(HttpServletRequest request) {
        var said = values(request, PROTOCOL);
        return said.isEmpty() ? null : said.getLast();
    }

    /** Several headers of one name are one list. */
    private static List<String> values(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name)).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .toList();
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static Optional<InetAddress> address(String text) {
        var zone = text.indexOf('%');
        try {
            return Optional.of(InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String client;
        private final @Nullable String protocol;

        Forwarded(HttpServletRequest request, String client, @Nullable String protocol) {
            super(request);
            this.client = client;
            this.protocol = protocol;
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }

        @Override
        public String getRemoteHost() {
            return client;
        }

        @Override
        public boolean isSecure() {
            return protocol == null ? super.isSecure() : protocol.equalsIgnoreCase(SECURE);
        }

        @Override
        public String getScheme() {
            return isSecure() ? SECURE : "http";
        }
    }
}
