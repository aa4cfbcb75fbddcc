package com.postmagiq.quality;

/**
 * Whether a post as a whole says things its sources do not, as a probability made of six counts.
 *
 * <p>A logistic regression over labelled news summaries gave the weights: each count is capped, the
 * classes weigh the same, the weights are kept small (L2, 3.0 on standardised counts) and rounded
 * to one decimal. The constant was then moved so that one half is the cut with the best balanced
 * accuracy in cross-validation, 0.42 before. Figures and the way they were obtained stand in
 * docs/quality.md.
 *
 * @param probability 0 to 1; from 0.5 on the post counts as invented
 * @param evidence the counts behind it
 */
public record FabricationVerdict(double probability, Evidence evidence) {

    private static final double NAME = 1.5;
    private static final double AMOUNT = 3.0;
    private static final double NAME_PART = 1.1;
    private static final double TIME = 3.1;
    private static final double RARE_WORD = 0.7;

    /** Times the natural logarithm of one more than the own words. */
    private static final double OWN_WORDS = 1.0;

    private static final double FAITHFUL = -3.8;
    private static final int MOST = 2;
    private static final int MOST_RARE = 3;
    private static final int MOST_OWN = 30;

    /**
     * What speaks for an invention.
     *
     * @param names names that no source holds
     * @param amounts numbers and dates that no source holds, without small counts in words
     * @param nameParts parts of names that no source puts next to the known last part
     * @param times words of time, such as "summer", that no source holds
     * @param rareWords other words outside the sources that are not everyday words
     * @param ownWords words outside every run of three words that a source holds too
     */
    public record Evidence(
            int names, int amounts, int nameParts, int times, int rareWords, int ownWords) {}

    static FabricationVerdict of(Evidence e) {
        var balance =
                FAITHFUL
                        + NAME * Math.min(MOST, e.names)
                        + AMOUNT * Math.min(MOST, e.amounts)
                        + NAME_PART * Math.min(MOST, e.nameParts)
                        + TIME * Math.min(MOST, e.times)
                        + RARE_WORD * Math.min(MOST_RARE, e.rareWords)
                        + OWN_WORDS * Math.log1p(Math.min(MOST_OWN, e.ownWords));
        return new FabricationVerdict(1 / (1 + Math.exp(-balance)), e);
    }

    public boolean invented() {
        return probability >= 0.5;
    }
}
