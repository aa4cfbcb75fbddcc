package com.postmagiq.agents.openai;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call be hung up. The streaming client offers no such thing, and a provider that nobody
 * listens to any more would go on writing at our expense.
 */
final class OpenCalls implements Interceptor {
    /** Names the call, to us and to providers that avoid doing one twice. */
    static final String KEY_HEADER = "Idempotency-Key";

    private final Map<String, Handle> open = new ConcurrentHashMap<>();

    /** One call; closing it hangs up, at whatever point it is. */
    final class Handle implements AutoCloseable {
        private final String key;
        private @Nullable Call call;

        private Handle(String key) {
            this.key = key;
        }

        private synchronized void dialled(Call started) {
            call = started;
        }

        @Override
        public synchronized void close() {
            open.remove(key, this);
            if (call != null) {
                call.cancel();
            }
        }
    }

    Handle expect(String key) {
        var handle = new Handle(key);
        open.put(key, handle);
        return handle;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        var key = chain.request().header(KEY_HEADER);
        var handle = key == null ? null : open.get(key);
        if (handle == null) {
            throw new IOException("The call was given up before it was made");
        }
        handle.dialled(chain.call());
        return chain.proceed(chain.request());
    }
}
