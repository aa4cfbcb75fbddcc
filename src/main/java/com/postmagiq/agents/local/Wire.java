package com.postmagiq.agents.local;

import com.postmagiq.agents.local.LocalEngine.EngineFailure;
import com.postmagiq.agents.local.LocalEngine.Load;
import com.postmagiq.agents.local.LocalEngine.Question;
import com.postmagiq.agents.local.LocalEngine.Written;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What goes through the pipes between server and child: one JSON object a line. */
final class Wire {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Wire() {}

    /** What is asked for. */
    enum Wish {
        LOAD,
        ASK,
        CANCEL
    }

    /**
     * From the server.
     *
     * @param call number that reports repeat
     */
    record Order(Wish wish, long call, @Nullable Load load, @Nullable Question question) {
        static Order load(long call, Load load) {
            return new Order(Wish.LOAD, call, load, null);
        }

        static Order ask(long call, Question question) {
            return new Order(Wish.ASK, call, null, question);
        }

        static Order cancel(long call) {
            return new Order(Wish.CANCEL, call, null, null);
        }
    }

    /** What happened; all but a piece end their call. */
    enum News {
        PIECE,
        LOADED,
        WRITTEN,
        CANCELLED,
        FAILED
    }

    /**
     * From the child.
     *
     * @param text a piece of the answer, or the sentence of a failure
     */
    record Report(
            News news,
            long call,
            @Nullable String text,
            @Nullable Written written,
            EngineFailure.@Nullable Kind failure) {
        static Report of(News news, long call) {
            return new Report(news, call, null, null, null);
        }

        static Report piece(long call, String text) {
            return new Report(News.PIECE, call, text, null, null);
        }

        static Report written(long call, Written written) {
            return new Report(News.WRITTEN, call, null, written, null);
        }

        static Report failed(long call, EngineFailure failure) {
            return new Report(News.FAILED, call, failure.getMessage(), null, failure.kind());
        }
    }

    /** One line, without its end. */
    static String line(Object message) {
        return JSON.writeValueAsString(message);
    }

    /**
     * @throws JacksonException when the line is nothing of this kind
     */
    static <T> T read(String line, Class<T> kind) {
        return JSON.readValue(line, kind);
    }
}
