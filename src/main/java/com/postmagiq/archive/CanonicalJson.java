package com.postmagiq.archive;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/**
 * JSON in the one form of RFC 8785: no blanks, keys in order, one spelling of each text and number.
 * A number that no double holds exactly keeps its digits, so that nothing is lost.
 */
final class CanonicalJson {
    private static final String HEX = "0123456789abcdef";
    private static final int WIDEST_PLAIN = 21;
    private static final int SMALLEST_PLAIN = -6;

    private CanonicalJson() {}

    static String of(JsonNode value) {
        var out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(JsonNode value, StringBuilder out) {
        if (value.isObject()) {
            var first = true;
            out.append('{');
            for (var name : value.propertyNames().stream().sorted().toList()) {
                separate(first, out);
                first = false;
                text(name, out);
                out.append(':');
                write(value.path(name), out);
            }
            out.append('}');
        } else if (value.isArray()) {
            var first = true;
            out.append('[');
            for (var each : value) {
                separate(first, out);
                first = false;
                write(each, out);
            }
            out.append(']');
        } else if (value.isString()) {
            text(value.stringValue(), out);
        } else if (value.isNumber()) {
            out.append(number(value.decimalValue()));
        } else {
            out.append(value);
        }
    }

    private static void separate(boolean first, StringBuilder out) {
        if (!first) {
            out.append(',');
        }
    }

    private static void text(String text, StringBuilder out) {
        out.append('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    static String number(BigDecimal value) {
        var nearest = value.doubleValue();
        if (Double.isFinite(nearest)) {
            var shortest = shortest(nearest);
            if (new BigDecimal(shortest).compareTo(value) == 0) {
                return shortest;
            }
        }
        return value.stripTrailingZeros().toString();
    }

    /** As ECMAScript writes a number. */
    private static String shortest(double value) {
        if (value == 0) {
            return "0";
        }
        var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        var sign = value < 0 ? "-" : "";
        var digits = decimal.unscaledValue().abs().toString();
        var point = digits.length() - decimal.scale();
        if (point > WIDEST_PLAIN || point <= SMALLEST_PLAIN) {
            var exponent = point - 1;
            var rest = digits.length() > 1 ? "." + digits.substring(1) : "";
            return sign + digits.charAt(0) + rest + (exponent < 0 ? "e" : "e+") + exponent;
        }
        if (point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return sign + digits + "0".repeat(point - digits.length());
        }
        return sign + digits.substring(0, point) + "." + digits.substring(point);
    }
}
