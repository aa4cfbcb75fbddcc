package com.postmagiq.content.search;

/**
 * Fragments with found words marked: everything else is plain text, also where it looks like HTML.
 */
final class Highlights {
    /** Signs that stored texts do not hold, around found words on their way here. */
    static final char START = '\u0002';

    static final char END = '\u0003';

    private Highlights() {}

    static boolean marks(String fragment) {
        return fragment.indexOf(START) >= 0;
    }

    static String html(String fragment) {
        var html = new StringBuilder();
        for (var i = 0; i < fragment.length(); i++) {
            switch (fragment.charAt(i)) {
                case START -> html.append("<mark>");
                case END -> html.append("</mark>");
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(fragment.charAt(i));
            }
        }
        return html.toString();
    }
}
