package com.postmagiq.quality;

/**
 * What a finding means for the verdict: block forces a retry, warn costs points, info is a remark.
 */
public enum Severity {
    BLOCK,
    WARN,
    INFO
}
