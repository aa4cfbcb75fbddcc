package com.postmagiq.quality;

import java.util.List;
import java.util.Locale;

/** Whether the sources hold a name: by its full form, its last part or its acronym. */
final class NameMatch {

    private static final int LONGEST_ACRONYM = 10;

    private NameMatch() {}

    static boolean known(SourceFacts sources, Passage post, NameMention name) {
        if (post.text.charAt(name.start()) == '@') {
            return sources.holdsHandle(
                    post.text.substring(name.start() + 1, name.end()).toLowerCase(Locale.ROOT));
        }
        return known(sources, name.parts()) || knownByItsAcronym(sources, post, name);
    }

    /** "Police and Crime Commissioner (PCC)": the acronym behind a name ends with its initials. */
    private static boolean knownByItsAcronym(SourceFacts sources, Passage post, NameMention name) {
        if (name.parts().size() < 2 || !post.text.startsWith(" (", name.end())) {
            return false;
        }
        var end = post.text.indexOf(')', name.end());
        if (end < 0 || end - name.end() > LONGEST_ACRONYM) {
            return false;
        }
        var acronym = post.text.substring(name.end() + 2, end);
        var initials = new StringBuilder();
        name.parts().forEach(part -> initials.append(part.charAt(0)));
        return acronym.endsWith(initials.toString()) && sources.writes(acronym);
    }

    private static boolean known(SourceFacts sources, List<String> parts) {
        if (parts.stream().allMatch(sources::knowsPart) || sources.knowsAcronymOf(parts)) {
            return true;
        }
        return sources.namesPart(parts.getLast()) && sources.knowsPart(parts.getLast());
    }
}
