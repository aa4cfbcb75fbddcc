package com.postmagiq;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Long work that somebody asked for, looked at until it has ended. */
public final class Errand {
    private Errand() {}

    /**
     * The operation as it ended.
     *
     * @param path of the operation, in the person's workspace or absolute
     */
    public static Api.Answer awaitEnd(Api person, String path) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .pollInSameThread()
                .until(
                        () -> person.get(path),
                        answer -> !answer.text("/status").matches("queued|running"));
    }
}
