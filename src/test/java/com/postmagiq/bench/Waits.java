package com.postmagiq.bench;

import com.postmagiq.Api;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long one person waits for answers, who asks one after the other. */
final class Waits {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final double MILLIS = 1e6;

    /**
     * @param millis of each answer, the quickest first
     */
    record Times(List<Double> millis) {
        /**
         * @param share 0 to 1
         * @return how long at most this share of all answers took, in ms
         */
        double share(double share) {
            return millis.get((int) Math.ceil(millis.size() * share) - 1);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "p50 %.1f ms, p95 %.1f ms, slowest %.1f ms (%d answers)",
                    share(0.5),
                    share(0.95),
                    share(1),
                    millis.size());
        }
    }

    private final Api person;

    Waits(Api person) {
        this.person = person;
    }

    /** Asks for the paths in turn until so many answers are there. */
    Times ask(List<String> paths, int asks) {
        var millis = new ArrayList<Double>();
        for (var i = 0; i < asks; i++) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            person.base()
                                                    + "/api/v1/w/"
                                                    + person.workspaceId()
                                                    + paths.get(i % paths.size())))
                            .header("Authorization", "Bearer " + person.accessToken())
                            .build();
            var start = System.nanoTime();
            answer(request);
            millis.add((System.nanoTime() - start) / MILLIS);
        }
        return new Times(millis.stream().sorted().toList());
    }

    private static void answer(HttpRequest request) {
        try {
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(request + " answered " + response.statusCode());
            }
        } catch (IOException e) {
            throw new IllegalStateException(request + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(request + " was interrupted", e);
        }
    }
}
