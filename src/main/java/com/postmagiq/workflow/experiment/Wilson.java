package com.postmagiq.workflow.experiment;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The 95 % interval of a share by Wilson's formula, which also holds for few votes. */
record Wilson(double low, double high) {
    private static final double Z = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975);

    /**
     * @param of 1 or more
     */
    static Wilson interval(int votes, int of) {
        var share = (double) votes / of;
        var squared = Z * Z;
        var middle = (share + squared / (2 * of)) / (1 + squared / of);
        var half =
                Z
                        / (1 + squared / of)
                        * Math.sqrt(share * (1 - share) / of + squared / (4.0 * of * of));
        return new Wilson(Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
