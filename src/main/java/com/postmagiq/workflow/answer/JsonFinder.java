package com.postmagiq.workflow.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Finds the JSON object in an answer that may also hold prose, fences and other objects. */
public final class JsonFinder {
    private static final String FENCE = "```";

    /** Limits that keep the work linear: an opening brace that never closes costs one pass. */
    private static final int MAX_OPEN = 8;

    private static final int MAX_CLOSED = 32;
    private static final int MAX_FENCES = 16;

    private final String text;
    private final List<String> required;

    private JsonFinder(String text, List<String> required) {
        this.text = text;
        this.required = required;
    }

    /** A stretch of the answer that begins with a brace. */
    private record Candidate(int start, int end, boolean closed) {}

    /**
     * The last object with all required keys that is JSON as it stands, else the last one that is
     * after mending, else the mended one with the most of these keys.
     */
    public static Optional<ObjectNode> find(String text, List<String> required) {
        return new JsonFinder(text, required).find();
    }

    private Optional<ObjectNode> find() {
        var candidates = candidates();
        var closed = candidates.stream().filter(Candidate::closed).toList();
        return best(closed, this::strict)
                .filter(o -> keys(o) == required.size())
                .or(() -> best(candidates, this::lenient));
    }

    private Optional<ObjectNode> best(
            List<Candidate> candidates, Function<Candidate, Optional<ObjectNode>> reader) {
        Optional<ObjectNode> best = Optional.empty();
        for (var candidate : candidates.reversed()) {
            var object = reader.apply(candidate);
            if (object.isPresent() && (best.isEmpty() || keys(object.get()) > keys(best.get()))) {
                best = object;
            }
            if (best.isPresent() && keys(best.get()) == required.size()) {
                break;
            }
        }
        return best;
    }

    private Optional<ObjectNode> strict(Candidate candidate) {
        try {
            var node = AnswerJson.MAPPER.readTree(text.substring(candidate.start, candidate.end));
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private Optional<ObjectNode> lenient(Candidate candidate) {
        return LenientJson.object(text, candidate.start, candidate.end);
    }

    private int keys(ObjectNode object) {
        return (int) required.stream().filter(object::has).count();
    }

    /** In the order in which they begin. */
    private List<Candidate> candidates() {
        var all =
                new TreeSet<>(
                        Comparator.comparingInt(Candidate::start)
                                .thenComparing(Comparator.comparingInt(Candidate::end).reversed())
                                .thenComparing(Candidate::closed));
        all.addAll(scan(0, text.length()));
        for (var fence : fences()) {
            all.addAll(scan(fence[0], fence[1]));
        }
        return List.copyOf(all);
    }

    /** Contents of the last fenced blocks; a fence that is not closed reaches to the end. */
    private List<int[]> fences() {
        var fences = new ArrayDeque<int[]>();
        var open = text.indexOf(FENCE);
        while (open >= 0) {
            var close = text.indexOf(FENCE, open + FENCE.length());
            fences.add(new int[] {open + FENCE.length(), close < 0 ? text.length() : close});
            if (fences.size() > MAX_FENCES) {
                fences.remove();
            }
            open = close < 0 ? -1 : text.indexOf(FENCE, close + FENCE.length());
        }
        return List.copyOf(fences);
    }

    private List<Candidate> scan(int from, int to) {
        var closed = new ArrayDeque<Candidate>();
        var open = new ArrayList<Candidate>();
        var start = opening(from, to);
        while (start >= 0 && open.size() < MAX_OPEN) {
            var close = close(start, to);
            if (close < 0) {
                open.add(new Candidate(start, to, false));
            } else {
                closed.add(new Candidate(start, close, true));
                if (closed.size() > MAX_CLOSED) {
                    closed.remove();
                }
            }
            start = opening(close < 0 ? start + 1 : close, to);
        }
        open.addAll(closed);
        return open;
    }

    /** The next brace with something behind it that can begin an object; prose has others. */
    private int opening(int from, int to) {
        var start = text.indexOf('{', from, to);
        while (start >= 0 && !JsonStrings.begins(text, start + 1, to)) {
            start = text.indexOf('{', start + 1, to);
        }
        return start;
    }

    /** One past the brace that closes the one at {@code start}; braces in strings do not count. */
    private int close(int start, int to) {
        var depth = 0;
        var inString = false;
        for (var at = start; at < to; at++) {
            var c = text.charAt(at);
            if (inString) {
                if (c == '\\') {
                    at++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return at + 1;
            }
        }
        return -1;
    }
}
