package com.postmagiq.quality;

import com.postmagiq.quality.Words.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A text cut once into sentences and tokens, with the places that hold no prose. */
final class Passage {

    final String text;
    final List<Sentence> sentences;
    final List<Token> tokens;

    /** Links, mail addresses and code: not prose, so that few checks look inside. */
    final List<TextRange> notProse;

    private final int[] sentenceOf;
    private final int[] firstToken;
    private final String[] stems;
    private final Map<String, String> stemsOfWords = new HashMap<>();

    private Passage(String text) {
        this.text = text;
        this.sentences = Sentences.split(text);
        this.tokens = Words.tokens(text);
        this.notProse = Links.notProse(text);
        this.sentenceOf = new int[tokens.size()];
        this.firstToken = new int[sentences.size() + 1];
        this.stems = new String[tokens.size()];
        align();
    }

    static Passage of(String text) {
        return new Passage(text);
    }

    private void align() {
        var sentence = 0;
        for (var t = 0; t < tokens.size(); t++) {
            while (sentence < sentences.size() - 1
                    && tokens.get(t).start() >= sentences.get(sentence).end()) {
                sentence++;
                firstToken[sentence] = t;
            }
            sentenceOf[t] = sentence;
        }
        for (var s = sentence + 1; s <= sentences.size(); s++) {
            firstToken[s] = tokens.size();
        }
    }

    /** The first token of a sentence; for the number of sentences, the number of tokens. */
    int firstToken(int sentence) {
        return firstToken[sentence];
    }

    int sentenceOf(int token) {
        return sentenceOf[token];
    }

    List<Token> tokensOf(int sentence) {
        return tokens.subList(firstToken[sentence], firstToken[sentence + 1]);
    }

    String stem(int token) {
        if (stems[token] == null) {
            stems[token] = stemsOfWords.computeIfAbsent(tokens.get(token).lower(), Stems::stem);
        }
        return stems[token];
    }

    boolean opensSentence(int token) {
        return token == firstToken[sentenceOf[token]];
    }

    /** What stands between two neighbouring tokens. */
    String between(int left, int right) {
        return text.substring(tokens.get(left).end(), tokens.get(right).start());
    }

    /** Whether two neighbouring tokens are parted by nothing but blanks or a hyphen. */
    boolean adjacent(int left, int right) {
        if (left < 0 || right >= tokens.size()) {
            return false;
        }
        var from = tokens.get(left).end();
        var to = tokens.get(right).start();
        if (to - from > 3) {
            return false;
        }
        for (var i = from; i < to; i++) {
            var c = text.charAt(i);
            if (c != ' ' && c != '-' && c != '\u00A0' && c != '\u2011') {
                return false;
            }
        }
        return true;
    }

    /** The token's lower-case form, or nothing when there is no such token. */
    String lower(int token) {
        return token < 0 || token >= tokens.size() ? "" : tokens.get(token).lower();
    }

    /** Which tokens lie in links or code. */
    boolean[] maskedTokens() {
        var masked = new boolean[tokens.size()];
        var range = 0;
        for (var t = 0; t < masked.length; t++) {
            while (range < notProse.size() && notProse.get(range).end() <= tokens.get(t).start()) {
                range++;
            }
            masked[t] =
                    range < notProse.size() && notProse.get(range).start() < tokens.get(t).end();
        }
        return masked;
    }

    boolean inProse(int position) {
        var low = 0;
        var high = notProse.size() - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            var range = notProse.get(middle);
            if (position < range.start()) {
                high = middle - 1;
            } else if (position >= range.end()) {
                low = middle + 1;
            } else {
                return false;
            }
        }
        return true;
    }

    /** The paragraphs: stretches between blank lines, without the white space around them. */
    List<TextRange> paragraphs() {
        var paragraphs = new ArrayList<TextRange>();
        var start = -1;
        var lastInk = -1;
        var breaks = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\n') {
                breaks++;
            } else if (!Character.isWhitespace(c)) {
                if (start >= 0 && breaks >= 2) {
                    paragraphs.add(new TextRange(start, lastInk));
                    start = -1;
                }
                start = start < 0 ? i : start;
                lastInk = i + 1;
                breaks = 0;
            }
        }
        if (start >= 0) {
            paragraphs.add(new TextRange(start, lastInk));
        }
        return paragraphs;
    }
}
