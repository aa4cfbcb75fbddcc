package com.postmagiq.proof;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An address that stays while the server behind it goes and comes back on another port: connections
 * are handed through byte by byte. Behind a closed gate nobody answers.
 */
final class Gate implements AutoCloseable {
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocket listener;

    private Gate(int port) {
        this.port = port;
    }

    /** Opens one on a free port, to this port of the machine. */
    static Gate to(int target) throws IOException {
        var gate = new Gate(ServedApplication.freePort());
        gate.open(target);
        return gate;
    }

    int port() {
        return port;
    }

    /** Lets connections through to this port again. */
    void open(int target) throws IOException {
        var socket = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        listener = socket;
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (!socket.isClosed()) {
                                accept(socket, target);
                            }
                        });
    }

    /** Cuts what is open and refuses what comes. */
    @Override
    public void close() {
        var socket = listener;
        if (socket != null) {
            close(socket);
        }
        open.forEach(Gate::close);
        open.clear();
    }

    private void accept(ServerSocket socket, int target) {
        try {
            var client = socket.accept();
            open.add(client);
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            hand(client, server);
            hand(server, client);
        } catch (IOException _) {
            // The gate was closed, or nobody is behind it: the caller sees a closed connection.
        }
    }

    private void hand(Socket from, Socket to) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                from.getInputStream().transferTo(to.getOutputStream());
                            } catch (IOException _) {
                                // One side has gone; so has the other one now.
                            } finally {
                                close(from);
                                close(to);
                                open.remove(from);
                                open.remove(to);
                            }
                        });
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
