package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Worn phrases, named scaffolding, fillers, stock transitions and calls to action. */
final class PhraseChecks implements Check {

    private static final Phrases BANNED = Phrases.named("banned-phrases");
    private static final Phrases FRAMEWORK = Phrases.named("framework-phrases");
    private static final Phrases TRANSITIONS = Phrases.named("transitions");
    private static final Set<String> LABELS = WordLists.words("framework-labels");
    private static final Set<String> FILLERS = WordLists.words("fillers");

    @Override
    public List<Entry> entries() {
        return List.of(
                CheckCatalogue.BANNED,
                CheckCatalogue.FRAMEWORK,
                CheckCatalogue.TRANSITIONS,
                CheckCatalogue.FILLER,
                CheckCatalogue.CALL_TO_ACTION);
    }

    @Override
    public void inspect(Inspection in) {
        banned(in);
        framework(in);
        transitions(in);
        fillers(in);
        calls(in);
    }

    private static void banned(Inspection in) {
        var own = new HashSet<>(BANNED.heldBy(in.sources.passages));
        own.addAll(BANNED.heldBy(in.request.signaturePhrases().stream().map(Passage::of).toList()));
        var hits = new ArrayList<Phrases.Hit>();
        var different = new HashSet<String>();
        for (var hit : BANNED.in(in.post)) {
            if (!own.contains(hit.phrase())) {
                hits.add(hit);
                different.add(hit.phrase());
            }
        }
        var severity =
                different.size() >= in.threshold(CheckCatalogue.BANNED)
                        ? Severity.BLOCK
                        : Severity.WARN;
        for (var hit : hits) {
            in.report(
                    CheckCatalogue.BANNED,
                    severity,
                    hit.start(),
                    hit.end(),
                    "\"%s\" is a worn phrase; say what happened instead.".formatted(hit.phrase()));
        }
    }

    private static void framework(Inspection in) {
        for (var hit : FRAMEWORK.in(in.post)) {
            in.report(
                    CheckCatalogue.FRAMEWORK,
                    hit.start(),
                    hit.end(),
                    "This names the method instead of telling the story.");
        }
        for (var t = 0; t < in.post.tokens.size(); t++) {
            var token = in.post.tokens.get(t);
            var announces =
                    LABELS.contains(token.lower())
                            && token.end() < in.post.text.length()
                            && in.post.text.charAt(token.end()) == ':';
            if (announces) {
                in.report(
                        CheckCatalogue.FRAMEWORK,
                        token.start(),
                        token.end() + 1,
                        "An element of the story is announced by its name; just tell it.");
            }
        }
    }

    private static void transitions(Inspection in) {
        for (var hit : TRANSITIONS.in(in.post)) {
            if (in.post.opensSentence(hit.firstToken())) {
                in.report(
                        CheckCatalogue.TRANSITIONS,
                        hit.start(),
                        hit.end(),
                        "The sentence works without this opening.");
            }
        }
    }

    private static void fillers(Inspection in) {
        var found = in.post.tokens.stream().filter(t -> FILLERS.contains(t.lower())).toList();
        var allowed = in.threshold(CheckCatalogue.FILLER) * Words.count(in.post.text) / 100;
        if (found.size() <= Math.max(1, allowed)) {
            return;
        }
        for (var token : found) {
            in.report(
                    CheckCatalogue.FILLER,
                    token.start(),
                    token.end(),
                    String.format(
                            Locale.ROOT,
                            "\"%s\" fills space; the post has %d such words.",
                            token.text(),
                            found.size()));
        }
    }

    private static void calls(Inspection in) {
        for (var hit : CallsToAction.in(in.post)) {
            in.report(
                    CheckCatalogue.CALL_TO_ACTION,
                    hit.start(),
                    hit.end(),
                    "This asks the reader for something; the story should end by itself.");
        }
    }
}
