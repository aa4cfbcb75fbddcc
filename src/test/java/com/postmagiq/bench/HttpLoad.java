package com.postmagiq.bench;

import com.postmagiq.Api;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks one address over and over on kept connections. Reads answers only as far as needed to find
 * their end, so that most of the machine is left to the server.
 */
final class HttpLoad {
    private static final int CONNECTIONS = 8;

    private final URI server;
    private final byte[] request;

    HttpLoad(Api person, String path) {
        this(
                URI.create(person.base()),
                "/api/v1/w/" + person.workspaceId() + path,
                person.accessToken());
    }

    /** Asks an address outside of workspaces, without saying who asks. */
    static HttpLoad outside(Api person, String address) {
        return new HttpLoad(URI.create(person.base()), address, "");
    }

    private HttpLoad(URI server, String address, String token) {
        this.server = server;
        var authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
        this.request =
                "GET %s HTTP/1.1\r\nHost: %s\r\n%sAccept: application/json\r\n\r\n"
                        .formatted(address, server.getAuthority(), authorization)
                        .getBytes(StandardCharsets.US_ASCII);
    }

    /** Answers per second. */
    double run(Duration length) {
        var end = System.nanoTime() + length.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var counts = new ArrayList<Future<Long>>();
            for (var i = 0; i < CONNECTIONS; i++) {
                counts.add(threads.submit(() -> ask(end)));
            }
            var sum = 0L;
            for (var count : counts) {
                sum += count.get();
            }
            return sum * 1e9 / length.toNanos();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The load broke off", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted under load", e);
        }
    }

    private long ask(long end) throws IOException {
        var answers = 0L;
        while (System.nanoTime() < end) {
            answers += askOnOneConnection(end);
        }
        return answers;
    }

    /** Until the server says that it closes the connection, as it does after a hundred answers. */
    private long askOnOneConnection(long end) throws IOException {
        var answers = 0L;
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            var out = socket.getOutputStream();
            var open = true;
            while (open && System.nanoTime() < end) {
                out.write(request);
                open = readAnswer(in);
                answers++;
            }
        }
        return answers;
    }

    /** False when the connection ends with this answer. */
    private static boolean readAnswer(InputStream in) throws IOException {
        var status = line(in);
        if (!status.contains(" 200")) {
            throw new IOException("The server answered " + status);
        }
        var length = -1;
        var open = true;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring("content-length:".length()).strip());
            }
            open &= !lower.equals("connection: close");
        }
        if (length >= 0) {
            in.skipNBytes(length);
            return open;
        }
        int chunk;
        do {
            chunk = Integer.parseInt(line(in), 16);
            in.skipNBytes(chunk);
            line(in);
        } while (chunk > 0);
        return open;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
