package com.postmagiq.workflow.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads texts: cleans a post and says why it is none. */
final class ProseReader {
    private static final int MIN_WORDS = 40;
    private static final int MIN_WORDS_SHORT = 25;
    private static final int MAX_WORDS = 1000;
    private static final Pattern WORD = Pattern.compile("\\S+");

    /** How models decline. Kept narrow, since stories too may begin with "I can't". */
    private static final Pattern REFUSAL =
            Pattern.compile(
                    "(?i)(?:(?:i['\u2019]?m|i am)(?: very| really)? sorry|sorry|i apologi[sz]e|"
                            + "unfortunately)[,.]?(?: but)?,? i(?: am|['\u2019]m)? ?"
                            + "(?:can['\u2019]?t|cannot|can not|won['\u2019]?t|unable|not able).*|"
                            + "i(?: am|['\u2019]m)? ?"
                            + "(?:can['\u2019]?t|cannot|can not|won['\u2019]?t|unable to|"
                            + "not able to|must decline to|have to decline to)"
                            + " (?:help|assist|write|create|generate|produce|comply|fulfil+|"
                            + "provide|complete|process|continue)"
                            + "(?: you)?(?: with)? (?:this|that|your|a|the|any)? ?"
                            + "(?:requests?|posts?|drafts?|content|task|story|text|that|this)?\\b.*|"
                            + "as an (?:ai|artificial intelligence|language model)\\b.*|"
                            + "i (?:don['\u2019]t|do not) (?:see|have) (?:a|any|the|your|enough) "
                            + "(?:story|source|text|content|information|material)\\b.*");

    private ProseReader() {}

    static ReadAnswer post(String answer, boolean truncated, @Nullable String shape) {
        var cleaning = new Cleaning(answer).whitespace().wrapping();
        if (truncated) {
            cleaning.incompleteSentence();
        }
        var errors = errors(cleaning.text(), "SHORT".equalsIgnoreCase(shape));
        return errors.isEmpty()
                ? new ReadAnswer.Prose(cleaning.text(), cleaning.cleanups())
                : new ReadAnswer.Malformed(errors);
    }

    static ReadAnswer text(String answer) {
        var cleaning = new Cleaning(answer).whitespace();
        return cleaning.text().isEmpty()
                ? new ReadAnswer.Malformed(List.of("The answer is empty."))
                : new ReadAnswer.Prose(cleaning.text(), cleaning.cleanups());
    }

    private static List<String> errors(String text, boolean shortPost) {
        var errors = new ArrayList<String>();
        if (object(text)) {
            errors.add("The answer is a JSON object; write the post as plain text.");
        }
        if (refuses(text)) {
            errors.add("The answer declines the task; write the post.");
        }
        var words = WORD.matcher(text).results().count();
        var least = shortPost ? MIN_WORDS_SHORT : MIN_WORDS;
        if (words < least) {
            errors.add("The post has %d words; it needs %d at least.".formatted(words, least));
        }
        if (words > MAX_WORDS) {
            errors.add(
                    "The post has %d words; it may have %d at most.".formatted(words, MAX_WORDS));
        }
        return errors;
    }

    private static boolean object(String text) {
        return text.startsWith("{") && (text.endsWith("}") || text.startsWith("{\""));
    }

    private static boolean refuses(String text) {
        var line = text.substring(0, Math.min(text.length(), 400)).lines().findFirst().orElse("");
        return REFUSAL.matcher(line).matches();
    }
}
