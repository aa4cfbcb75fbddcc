package com.postmagiq.quality;

import java.util.List;
import java.util.Locale;

/** Whether the sources hold a name: by its full form, its last part or its acronym. */
final class NameMatch {

    private NameMatch() {}

    static boolean known(SourceFacts sources, Passage post, NameMention name) {
        if (post.text.charAt(name.start()) == '@') {
            return sources.holdsHandle(
                    post.text.substring(name.start() + 1, name.end()).toLowerCase(Locale.ROOT));
        }
        return known(sources, name.parts());
    }

    private static boolean known(SourceFacts sources, List<String> parts) {
        if (parts.stream().allMatch(sources::knowsPart) || sources.knowsAcronymOf(parts)) {
            return true;
        }
        return sources.namesPart(parts.getLast()) && sources.knowsPart(parts.getLast());
    }
}
