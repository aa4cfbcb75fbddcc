package com.postmagiq.kernel.postgres;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A {@code DATABASE_URL}: {@code postgres://}, {@code postgresql://} or {@code jdbc:postgresql://},
 * with percent-encoded user and password before the host or as parameters. Parameters such as
 * {@code sslmode} are kept; those that libpq and JDBC spell differently are translated.
 *
 * @param hosts {@code host:port}, several separated by commas
 * @param database name of the database
 * @param password never shown by {@link #toString}
 * @param parameters of the JDBC driver, without user and password
 */
public record DatabaseUrl(
        String hosts,
        String database,
        String user,
        String password,
        Map<String, String> parameters) {
    private static final String EXAMPLE = "postgresql://user:password@host:5432/postmagiq";
    private static final String DEFAULT_PORT = "5432";
    private static final int MAX_PORT = 65_535;

    /** How JDBC calls what libpq calls differently. */
    private static final Map<String, String> JDBC_NAMES =
            Map.of(
                    "connect_timeout", "connectTimeout",
                    "application_name", "ApplicationName",
                    "channel_binding", "channelBinding",
                    "keepalives", "tcpKeepAlive");

    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    /**
     * @throws DatabaseInstallFailure naming the part that is wrong; it never repeats the text, in
     *     which a password may stand anywhere
     */
    public static DatabaseUrl parse(String text) {
        var rest = text.strip();
        if (rest.startsWith("jdbc:")) {
            rest = rest.substring("jdbc:".length());
        }
        var scheme = rest.indexOf("://");
        if (scheme < 0 || !rest.substring(0, scheme).matches("postgres(ql)?")) {
            throw wrong("it does not begin with postgresql://, postgres:// or jdbc:postgresql://");
        }
        rest = rest.substring(scheme + "://".length());
        var question = rest.indexOf('?');
        var parameters = parameters(question < 0 ? "" : rest.substring(question + 1));
        rest = question < 0 ? rest : rest.substring(0, question);
        // The last @, so that a password with a bare @ or / is read as it was meant.
        var at = rest.lastIndexOf('@');
        var login = at < 0 ? "" : rest.substring(0, at);
        var place = rest.substring(at + 1);
        var slash = place.indexOf('/');
        if (slash < 0 || slash == place.length() - 1) {
            throw wrong("the name of the database after the host is missing");
        }
        var colon = login.indexOf(':');
        var user = decode(colon < 0 ? login : login.substring(0, colon), "user");
        var password = colon < 0 ? "" : decode(login.substring(colon + 1), "password");
        var userParameter = parameters.remove("user");
        var passwordParameter = parameters.remove("password");
        if (user.isEmpty()) {
            user = userParameter == null ? "" : userParameter;
        }
        if (password.isEmpty()) {
            password = passwordParameter == null ? "" : passwordParameter;
        }
        if (user.isEmpty()) {
            throw wrong("the user before the host is missing");
        }
        return new DatabaseUrl(
                hosts(place.substring(0, slash)),
                decode(place.substring(slash + 1), "name of the database"),
                user,
                password,
                parameters);
    }

    private static String hosts(String text) {
        var hosts = new StringBuilder();
        for (var host : text.split(",", -1)) {
            hosts.append(hosts.isEmpty() ? "" : ",").append(host(host));
        }
        return hosts.toString();
    }

    private static String host(String text) {
        var colon = text.indexOf(':', Math.max(0, text.indexOf(']')));
        var name = colon < 0 ? text : text.substring(0, colon);
        var port = colon < 0 ? DEFAULT_PORT : text.substring(colon + 1);
        if (name.isEmpty()) {
            throw wrong("the host is missing");
        }
        if (name.startsWith("[") != name.endsWith("]") || !name.matches("[\\[\\]\\w.:%-]+")) {
            throw wrong("the host is not a name or an address");
        }
        if (!port.matches("\\d{1,5}")
                || Integer.parseInt(port) < 1
                || Integer.parseInt(port) > MAX_PORT) {
            throw wrong("the port is not a number from 1 to 65535");
        }
        return name + ":" + port;
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                var equals = pair.indexOf('=');
                if (equals < 1) {
                    throw wrong(
                            "a parameter after the ? is not of the form name=value; write a ? in the password as %3F");
                }
                var name = pair.substring(0, equals);
                var value = decode(pair.substring(equals + 1), "value of a parameter");
                if (name.equals("keepalives")) {
                    value = String.valueOf(!value.equals("0"));
                }
                parameters.put(JDBC_NAMES.getOrDefault(name, name), value);
            }
        }
        return parameters;
    }

    /** Percent-decoding of URIs, in which a plus is a plus. */
    private static String decode(String text, String part) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    "the %s has a %% that is not followed by two hexadecimal digits; write a %% as %%25"
                            .formatted(part));
        }
    }

    private static DatabaseInstallFailure wrong(String what) {
        return new DatabaseInstallFailure(
                "DATABASE_URL is not understood: %s. A good one is %s".formatted(what, EXAMPLE));
    }

    /**
     * The JDBC URL without user and password.
     *
     * @param pgBouncer whether a PgBouncer in transaction mode stands between: then {@code
     *     prepareThreshold=0}, since a statement prepared by name on one of its connections is
     *     unknown on the next
     */
    public String jdbcUrl(boolean pgBouncer) {
        var all = new LinkedHashMap<>(parameters);
        if (pgBouncer) {
            all.put("prepareThreshold", "0");
        }
        var query =
                all.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return "jdbc:postgresql://%s/%s%s"
                .formatted(hosts, encode(database), query.isEmpty() ? "" : "?" + query);
    }

    /** The login the URL names. */
    public DatabaseLogin login(boolean pgBouncer) {
        return new DatabaseLogin(jdbcUrl(pgBouncer), user, password);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "postgresql://%s/%s as %s".formatted(hosts, database, user);
    }
}
