package com.postmagiq.quality;

/**
 * Whether a post as a whole says things its sources do not, as a probability made of five counts.
 *
 * <p>A logistic regression over labelled news summaries gave the weights: each count is capped, the
 * classes weigh the same, the weights are kept small (L2, 3.0) and rounded to one decimal. Figures
 * and the way they were obtained stand in docs/quality.md. A single unknown name does not tip the
 * balance, since people write common knowledge down; a number, a date or a second sign does.
 *
 * @param probability 0 to 1; from 0.5 on the post counts as invented
 * @param evidence the counts behind it
 */
public record FabricationVerdict(double probability, Evidence evidence) {

    private static final double NAME = 1.4;
    private static final double AMOUNT = 2.6;
    private static final double NAME_PART = 0.9;
    private static final double TIME = 2.6;
    private static final double RARE_WORD = 0.8;
    private static final double FAITHFUL = -1.5;
    private static final int MOST = 2;
    private static final int MOST_RARE = 4;

    /**
     * What speaks for an invention.
     *
     * @param names names that no source holds
     * @param amounts numbers and dates that no source holds
     * @param nameParts parts of names that no source puts next to the known last part
     * @param times words of time, such as "summer", that no source holds
     * @param rareWords other words outside the sources that are not everyday words
     */
    public record Evidence(int names, int amounts, int nameParts, int times, int rareWords) {}

    static FabricationVerdict of(Evidence e) {
        var balance =
                FAITHFUL
                        + NAME * Math.min(MOST, e.names)
                        + AMOUNT * Math.min(MOST, e.amounts)
                        + NAME_PART * Math.min(MOST, e.nameParts)
                        + TIME * Math.min(MOST, e.times)
                        + RARE_WORD * Math.min(MOST_RARE, e.rareWords);
        return new FabricationVerdict(1 / (1 + Math.exp(-balance)), e);
    }

    public boolean invented() {
        return probability >= 0.5;
    }
}
