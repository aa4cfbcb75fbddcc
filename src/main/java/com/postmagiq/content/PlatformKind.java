package com.postmagiq.content;

import com.postmagiq.kernel.problem.ProblemException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where posts go out, with how much each takes at once. */
enum PlatformKind {
    LINKEDIN(3000, "linkedin.com", "lnkd.in"),
    THREADS(500, "threads.net", "threads.com"),
    MEDIUM(100_000, "medium.com"),
    X(280, "x.com", "twitter.com"),
    BLOG(100_000),
    NEWSLETTER(100_000),
    OTHER(10_000);

    private final int limit;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes one that cannot change
    private final List<String> hosts;

    PlatformKind(int limit, String... hosts) {
        this.limit = limit;
        this.hosts = List.of(hosts);
    }

    /** As it stands in JSON and in the database. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Characters of one part. */
    int limit() {
        return limit;
    }

    /** Whether a longer text goes out in several parts. */
    boolean inParts() {
        return this == X || this == THREADS;
    }

    /** Whether an address may be one of there; where posts can be anywhere, all may. */
    boolean has(URI url) {
        var host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        return hosts.isEmpty()
                || hosts.stream().anyMatch(own -> host.equals(own) || host.endsWith("." + own));
    }

    /** Where an address leads; OTHER where no host tells. */
    static PlatformKind ofAddress(URI url) {
        return Arrays.stream(values())
                .filter(kind -> !kind.hosts.isEmpty() && kind.has(url))
                .findFirst()
                .orElse(OTHER);
    }

    /**
     * @throws ProblemException {@code publication.unknown_platform}
     */
    static PlatformKind of(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        PostProblem.UNKNOWN_PLATFORM,
                                        "The platform '%s' is not known; use one of %s."
                                                .formatted(code, codes())));
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(PlatformKind::code).toList();
    }
}
