package com.postmagiq.notification.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that answers one command as it was told, and takes all others. */
final class ScriptedSmtp implements AutoCloseable {
    /** Says nothing at all when connected to. */
    static final String SILENCE = "";

    private final ServerSocket socket;
    private final String command;
    private final String answer;
    private final AtomicInteger connections = new AtomicInteger();

    /**
     * @param command such as {@code RCPT}; the greeting is {@code CONNECT}
     * @param answer the line sent instead, or {@link #SILENCE}
     */
    ScriptedSmtp(String command, String answer) throws IOException {
        this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.command = command;
        this.answer = answer;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                var client = socket.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // closed: the test is over
        }
    }

    private void serve(Socket client) {
        try (client;
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.UTF_8))) {
            var say = "CONNECT";
            while (say != null) {
                if (!respond(client, say)) {
                    return;
                }
                if (say.equals("DATA")) {
                    var line = lines.readLine();
                    while (line != null && !line.equals(".")) {
                        line = lines.readLine();
                    }
                    respond(client, "END");
                }
                var next = lines.readLine();
                say = next == null ? null : next.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False once nothing more will be said. */
    private boolean respond(Socket client, String said) throws IOException {
        var line = said.equals(command) ? answer : ordinary(said);
        if (line.equals(SILENCE)) {
            // waits until the other side goes
            return client.getInputStream().read() >= 0 && respond(client, said);
        }
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
        return !said.equals("QUIT");
    }

    private static String ordinary(String said) {
        return switch (said) {
            case "CONNECT" -> "220 scripted";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
        };
    }
}
