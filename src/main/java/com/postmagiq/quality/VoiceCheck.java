package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import java.util.List;
import java.util.Locale;

/** Passes on what the voice profile measured. */
final class VoiceCheck implements Check {

    @Override
    public List<Entry> entries() {
        return List.of(CheckCatalogue.VOICE_MATCH);
    }

    @Override
    public void inspect(Inspection in) {
        var voice = in.voice;
        if (voice == null) {
            return;
        }
        var limit = in.threshold(CheckCatalogue.VOICE_MATCH, voice.limit());
        if (voice.distance() > limit) {
            in.report(
                    CheckCatalogue.VOICE_MATCH,
                    0,
                    in.post.text.length(),
                    String.format(
                            Locale.ROOT,
                            "The post is %.2f away from the author's voice; the author's own texts stay below %.2f.",
                            voice.distance(),
                            limit));
        }
    }
}
