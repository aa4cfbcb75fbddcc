package com.postmagiq.quality;

import java.util.List;

/**
 * A proper name.
 *
 * @param start first UTF-16 code unit
 * @param end one past the last
 * @param parts the words of the name without connecting words, titles and possessive endings, as
 *     written
 */
record NameMention(int start, int end, List<String> parts) {}
