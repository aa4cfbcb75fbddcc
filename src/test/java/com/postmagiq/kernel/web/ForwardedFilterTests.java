package com.postmagiq.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ForwardedFilterTests {
    private static final ServerSettings SETTINGS =
            new ServerSettings(List.of("10.0.0.0/8", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "203.0.113.9, 198.51.100.7, 203.0.113.9",
                "10.1.2.3, -, 10.1.2.3",
                "10.1.2.3, 198.51.100.7, 198.51.100.7",
                "10.1.2.3, '6.6.6.6, 198.51.100.7', 198.51.100.7",
                "10.1.2.3, '198.51.100.7, 10.9.9.9', 198.51.100.7",
                "10.1.2.3, 'rubbish, 198.51.100.7', 198.51.100.7",
                "10.1.2.3, '198.51.100.7, rubbish', 10.1.2.3",
                "fd00::1, 2001:db8::5, 2001:db8:0:0:0:0:0:5",
                "2001:db8::1, 198.51.100.7, 2001:db8::1",
            })
    void given_what_was_forwarded__when_the_caller_is_asked_for__then_only_trusted_words_count(
            String socket, String forwarded, String caller) throws Exception {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(socket);
        if (forwarded != null) {
            request.addHeader("X-Forwarded-For", forwarded);
        }

        assertThat(seen(request).getRemoteAddr()).isEqualTo(caller);
    }

    @Test
    void given_a_proxy_that_ends_tls__when_it_is_trusted__then_the_request_is_secure()
            throws Exception {
        var trusted = new MockHttpServletRequest();
        trusted.setRemoteAddr("10.1.2.3");
        trusted.addHeader("X-Forwarded-Proto", "https");
        var other = new MockHttpServletRequest();
        other.setRemoteAddr("203.0.113.9");
        other.addHeader("X-Forwarded-Proto", "https");

        assertThat(seen(trusted).isSecure()).isTrue();
        assertThat(seen(trusted).getScheme()).isEqualTo("https");
        assertThat(seen(other).isSecure()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "10.0.0.0/33", "10.0.0.0/x", "fd00::/129"})
    void given_a_wrong_network__when_it_is_read__then_the_sentence_names_it(String network) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServerSettings(List.of(network)))
                .withMessageContaining("'%s'".formatted(network))
                .withMessageContaining("for example 10.0.0.0/8");
    }

    private static HttpServletRequest seen(HttpServletRequest request)
            throws ServletException, IOException {
        var chain = new MockFilterChain();
        new ForwardedFilter(SETTINGS.networks())
                .doFilter(request, new MockHttpServletResponse(), chain);
        return (HttpServletRequest) Objects.requireNonNull(chain.getRequest());
    }
}
