package com.postmagiq.quality;

import java.util.List;

/** One or more related rules; looks at a post and reports what breaks them. */
interface Check {

    /** What this check may report. */
    List<CheckCatalogue.Entry> entries();

    void inspect(Inspection post);
}
