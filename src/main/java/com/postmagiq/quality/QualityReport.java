package com.postmagiq.quality;

import java.util.List;

/**
 * What the checks say about one text.
 *
 * @param contentHash SHA-256 of the text, lower-case hex
 * @param passed no blocking finding
 * @param score 1 to 10
 * @param findings sorted by start, then check id
 */
public record QualityReport(
        String contentHash,
        String profile,
        int profileVersion,
        String language,
        boolean languageSupported,
        boolean passed,
        int score,
        Scores scores,
        Metrics metrics,
        List<Finding> findings) {

    public QualityReport {
        findings = List.copyOf(findings);
    }

    /** Each 1 to 10. */
    public record Scores(int hook, int specifics, int voice, int structure, int accuracy) {}

    /**
     * Counts and shares; shares are 0 to 1, flesch is the reading ease, grade the Flesch-Kincaid
     * grade.
     */
    public record Metrics(
            int words,
            int chars,
            int sentences,
            int paragraphs,
            double flesch,
            double grade,
            double meanSentenceWords,
            int hookChars,
            int hashtags,
            double passiveShare,
            double supportedShare) {}

    public List<Finding> blocking() {
        return findings.stream().filter(f -> f.severity() == Severity.BLOCK).toList();
    }
}
