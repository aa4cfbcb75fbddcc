package com.postmagiq.workflow.answer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an object that was meant to be JSON: with single or typographic quotes, bare keys,
 * comments, trailing commas, line breaks and unescaped quotes in strings, Python's literals,
 * brackets too many or too few, or an end that is missing. Every character is looked at a bounded
 * number of times.
 */
final class LenientJson {
    private static final int MAX_DEPTH = 64;

    /** No answer anybody reads holds more values; a hostile one would only fill the memory. */
    private static final int MAX_VALUES = 20_000;

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?\\d{1,15}(\\.\\d{0,15})?([eE][+-]?\\d{1,2})?");

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final String text;
    private final int end;
    private final JsonStrings strings;
    private int at;
    private int openObjects;
    private int openArrays;
    private int values;
    private boolean tooMuch;

    private LenientJson(String text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
        this.strings = new JsonStrings(text, end);
    }

    /**
     * The object that begins at {@code start}; empty when it is nested too deeply or holds too
     * much.
     */
    static Optional<ObjectNode> object(String text, int start, int end) {
        var reader = new LenientJson(text, start, end);
        var object = reader.object();
        return reader.tooMuch ? Optional.empty() : Optional.of(object);
    }

    private ObjectNode object() {
        var object = nodes.objectNode();
        at++;
        openObjects++;
        while (more() && !closesObject()) {
            entry(object);
        }
        openObjects--;
        return object;
    }

    /** True at the end of the object; a closing bracket of an outer array is left to that array. */
    private boolean closesObject() {
        if (text.charAt(at) == '}') {
            at++;
            return true;
        }
        return text.charAt(at) == ']' && openArrays > 0;
    }

    /** Reads a key and its value into the object, or skips what is neither. */
    private void entry(ObjectNode object) {
        var key = key();
        if (key == null) {
            at++;
            return;
        }
        if (!space() || (text.charAt(at) != ':' && text.charAt(at) != '=')) {
            return;
        }
        at++;
        if (!space() || "},]".indexOf(text.charAt(at)) >= 0) {
            return;
        }
        var value = value(JsonStrings.Place.VALUE);
        if (value != null) {
            object.set(key, value);
        }
    }

    private @Nullable String key() {
        if (JsonStrings.opens(text.charAt(at))) {
            return string(JsonStrings.Place.KEY);
        }
        var start = at;
        while (at < end && bareKey(text.charAt(at))) {
            at++;
        }
        return at > start ? text.substring(start, at) : null;
    }

    private static boolean bareKey(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '$';
    }

    private ArrayNode array() {
        var array = nodes.arrayNode();
        at++;
        openArrays++;
        while (more() && !closesArray()) {
            var before = at;
            var value = value(JsonStrings.Place.ELEMENT);
            if (isKey(value)) {
                at = before;
                break;
            }
            if (value != null) {
                array.add(value);
            } else if (at == before) {
                at++;
            }
        }
        openArrays--;
        return array;
    }

    private boolean closesArray() {
        if (text.charAt(at) == ']') {
            at++;
            return true;
        }
        return text.charAt(at) == '}' && openObjects > 0;
    }

    /** A string with a colon behind it belongs to the object around an array left open. */
    private boolean isKey(@Nullable JsonNode value) {
        return value != null
                && value.isString()
                && openObjects > 0
                && space()
                && text.charAt(at) == ':';
    }

    private @Nullable JsonNode value(JsonStrings.Place place) {
        var c = text.charAt(at);
        if (++values > MAX_VALUES) {
            return giveUp();
        }
        if (c == '{' || c == '[') {
            if (openObjects + openArrays >= MAX_DEPTH) {
                return giveUp();
            }
            return c == '{' ? object() : array();
        }
        if (JsonStrings.opens(c)) {
            return nodes.stringNode(string(place));
        }
        return bare();
    }

    private @Nullable JsonNode giveUp() {
        tooMuch = true;
        at = end;
        return null;
    }

    private String string(JsonStrings.Place place) {
        var read = strings.read(at, place);
        at = strings.after();
        return read;
    }

    /** A literal, a number or words without quotes; one that the end cuts off is not believed. */
    private @Nullable JsonNode bare() {
        var start = at;
        while (at < end && ",}]{[\"\n".indexOf(text.charAt(at)) < 0 && !comment()) {
            at++;
        }
        var word = text.substring(start, at).strip();
        if (word.isEmpty()) {
            return null;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true" -> nodes.booleanNode(true);
            case "false" -> nodes.booleanNode(false);
            case "null", "none", "nan", "undefined" -> nodes.nullNode();
            default -> at < end ? numberOrWords(word) : null;
        };
    }

    private JsonNode numberOrWords(String word) {
        if (WHOLE.matcher(word).matches()) {
            return nodes.numberNode(Integer.parseInt(word));
        }
        return NUMBER.matcher(word).matches()
                ? nodes.numberNode(Double.parseDouble(word))
                : nodes.stringNode(word);
    }

    /** Skips blanks, comments and commas; false at the end. */
    private boolean more() {
        while (space()) {
            if (text.charAt(at) != ',') {
                return true;
            }
            at++;
        }
        return false;
    }

    private boolean space() {
        while (at < end) {
            if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\u00a0') {
                at++;
            } else if (comment()) {
                skipComment();
            } else {
                return true;
            }
        }
        return false;
    }

    private boolean comment() {
        return text.charAt(at) == '#'
                || (text.charAt(at) == '/'
                        && at + 1 < end
                        && (text.charAt(at + 1) == '/' || text.charAt(at + 1) == '*'));
    }

    private void skipComment() {
        var block = text.startsWith("/*", at);
        var close = block ? text.indexOf("*/", at + 2) : text.indexOf('\n', at);
        at = close < 0 || close >= end ? end : close + (block ? 2 : 1);
    }
}
