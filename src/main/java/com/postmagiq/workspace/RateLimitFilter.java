package com.postmagiq.workspace;

import com.postmagiq.identity.Program;
import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.limits.RateBuckets;
import com.postmagiq.kernel.limits.RateBuckets.Bucket;
import com.postmagiq.kernel.limits.RateLimitSettings;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Counts every request of the interface: of members and API keys by workspace, of other people by
 * person, of strangers by network address, and tells in headers what is left. When the counts
 * cannot be reached, people who are signed in are served and the sign-in routes are not.
 */
final class RateLimitFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitFilter.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String AUTH = "/api/v1/auth/";
    private static final String FILES = "/api/v1/files/";

    private static final String TELEMETRY = "/telemetry/events";

    /** Batches of one person; they are sent in the background and must not cost anything else. */
    private static final int TELEMETRY_A_MINUTE = 60;

    private static final int REGISTRATIONS_A_MINUTE = 30;
    private static final int TOKENS_A_MINUTE = 30;
    private static final int MAILS_AN_HOUR = 20;
    private static final int VERIFICATIONS_AN_HOUR = 3;
    private static final int FILES_A_MINUTE = 300;

    /** Routes where tokens of links could be guessed. */
    private static final Set<String> WITH_TOKEN =
            Set.of("reset-password", "finish-registration", "verify-email", "confirm-email-change");

    private final RateBuckets buckets;
    private final RateLimitSettings settings;
    private final Workspaces workspaces;
    private final HandlerExceptionResolver problems;

    RateLimitFilter(
            RateBuckets buckets,
            RateLimitSettings settings,
            Workspaces workspaces,
            HandlerExceptionResolver problems) {
        this.buckets = buckets;
        this.settings = settings;
        this.workspaces = workspaces;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !buckets.isEnabled();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var refusal = refusal(request, response);
        if (refusal == null) {
            chain.doFilter(request, response);
        } else {
            problems.resolveException(request, response, null, refusal);
        }
    }

    private @Nullable ProblemException refusal(
            HttpServletRequest request, HttpServletResponse response) {
        try {
            var turn = buckets.take(bucketsOf(request));
            var bucket = turn.bucket();
            var name =
                    bucket.window().equals(MINUTE)
                            ? "minute"
                            : bucket.window().equals(HOUR) ? "hour" : "day";
            response.setHeader(
                    "RateLimit-Policy",
                    "\"%s\";q=%d;w=%d"
                            .formatted(name, bucket.limit(), bucket.window().toSeconds()));
            response.setHeader(
                    "RateLimit",
                    "\"%s\";r=%d;t=%d"
                            .formatted(name, Math.max(0, turn.left()), turn.secondsToWait()));
            return turn.isOver() ? turn.refusal() : null;
        } catch (DataAccessException | CannotCreateTransactionException e) {
            LOG.warn("Requests are not counted: {}", e.toString());
            return (signedIn() != null || Program.ofRequest().isPresent())
                            && !request.getRequestURI().startsWith(AUTH)
                    ? null
                    : new ProblemException(
                                    GeneralProblem.UNAVAILABLE,
                                    "The database does not answer right now; try again in a few seconds.")
                            .with("retry_after", 2);
        }
    }

    private List<Bucket> bucketsOf(HttpServletRequest request) {
        var program = Program.ofRequest();
        if (program.isPresent()) {
            return ofProgram(program.get());
        }
        var who = signedIn();
        if (who == null) {
            return ofStranger(request);
        }
        var workspace = workspaceOf(request, who);
        if (workspace != null && request.getRequestURI().endsWith(TELEMETRY)) {
            return List.of(
                    new Bucket("u:" + who.userId() + ":telemetry:m", TELEMETRY_A_MINUTE, MINUTE));
        }
        if (workspace != null) {
            return List.of(
                    new Bucket(
                            "w:%s:u:%s:m".formatted(workspace, who.userId()),
                            settings.memberPerMinute(),
                            MINUTE));
        }
        var person = new Bucket("u:" + who.userId() + ":m", settings.personPerMinute(), MINUTE);
        return request.getRequestURI().equals(AUTH + "resend-verification")
                ? List.of(
                        person,
                        new Bucket("u:" + who.userId() + ":mail:h", VERIFICATIONS_AN_HOUR, HOUR))
                : List.of(person);
    }

    /** All keys of a workspace together, and the one key where it has a limit of its own. */
    private List<Bucket> ofProgram(Program program) {
        var all = "w:%s:api:".formatted(program.workspaceId());
        var together =
                List.of(
                        new Bucket(all + "m", settings.keysPerMinute(), MINUTE),
                        new Bucket(all + "d", settings.keysPerDay(), RateBuckets.DAY));
        var own = program.requestsPerMinute();
        return own == null
                ? together
                : List.of(
                        together.getFirst(),
                        together.getLast(),
                        new Bucket("k:%s:m".formatted(program.keyId()), own, MINUTE));
    }

    /** Workspaces of others count as none, or each made-up id would have a count of its own. */
    private @Nullable UUID workspaceOf(HttpServletRequest request, SignedIn who) {
        var path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        var match = WorkspaceFilter.TENANT_ROUTES.matchAndExtract(path);
        if (match == null) {
            return null;
        }
        return WorkspaceFilter.id(match.getUriVariables().get(WorkspaceFilter.VARIABLE))
                .flatMap(id -> workspaces.actor(who.userId(), id, who.sessionId(), who.fullName()))
                .map(Actor::workspaceId)
                .orElse(null);
    }

    private List<Bucket> ofStranger(HttpServletRequest request) {
        var ip = "ip:" + network(request.getRemoteAddr());
        var path = request.getRequestURI();
        if (path.startsWith(FILES)) {
            return List.of(new Bucket(ip + ":pub:m", FILES_A_MINUTE, MINUTE));
        }
        var all = new Bucket(ip + ":m", settings.addressPerMinute(), MINUTE);
        var action = path.startsWith(AUTH) ? path.substring(AUTH.length()) : "";
        if (action.equals("forgot-password")) {
            return List.of(all, new Bucket(ip + ":mail:h", MAILS_AN_HOUR, HOUR));
        }
        if (WITH_TOKEN.contains(action)) {
            return List.of(all, new Bucket(ip + ":token:m", TOKENS_A_MINUTE, MINUTE));
        }
        return action.equals("register")
                ? List.of(all, new Bucket(ip + ":register:m", REGISTRATIONS_A_MINUTE, MINUTE))
                : List.of(all);
    }

    /** An IPv4 address, or the /64 that one subscriber has. */
    private static String network(String address) {
        var zone = address.indexOf('%');
        var bytes =
                InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)).getAddress();
        return HexFormat.of().formatHex(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, 8));
    }

    private static @Nullable SignedIn signedIn() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn who
                ? who
                : null;
    }
}
