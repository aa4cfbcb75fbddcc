package com.postmagiq.onboarding;

/** Texts cut to a length. */
final class Words {
    private Words() {}

    /**
     * The text, or its beginning up to the end of a word.
     *
     * @param longest in characters (code points); at least one
     */
    static String cut(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        var end = text.offsetByCodePoints(0, longest);
        var blank = text.lastIndexOf(' ', end);
        return text.substring(0, blank > 0 ? blank : end).strip();
    }
}
