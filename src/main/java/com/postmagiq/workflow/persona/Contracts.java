package com.postmagiq.workflow.persona;

import com.postmagiq.agents.Contract;
import org.jspecify.annotations.Nullable;

/**
 * The forms of answers, as schemas for providers that enforce them and as words for all. Schemas
 * list every property as required and forbid others, as strict modes demand; the reader of answers
 * is more forgiving.
 */
public final class Contracts {
    private static final String SCORE = "{\"type\":\"integer\",\"minimum\":1,\"maximum\":10}";
    private static final String MAYBE_SCORE =
            "{\"type\":[\"integer\",\"null\"],\"minimum\":1,\"maximum\":10}";
    private static final String TEXT = "{\"type\":\"string\"}";
    private static final String MAYBE_TEXT = "{\"type\":[\"string\",\"null\"]}";
    private static final String TEXTS = array(TEXT);
    private static final String DECISION =
            "{\"type\":\"string\",\"enum\":[\"proceed\",\"retry\",\"halt\"]}";

    private static final String REVIEW_SCHEMA =
            object(
                    "score", SCORE,
                    "decision", DECISION,
                    "feedback", TEXT,
                    "elements_found",
                            object(
                                    "failure", MAYBE_TEXT,
                                    "misunderstanding", MAYBE_TEXT,
                                    "amplification", MAYBE_TEXT,
                                    "fix", MAYBE_TEXT,
                                    "scar", MAYBE_TEXT),
                    "sensory_details", TEXTS,
                    "missing", TEXTS,
                    "questions", "{\"type\":\"array\",\"items\":" + TEXT + ",\"maxItems\":5}");

    private static final String AUDIT_SCHEMA =
            object(
                    "score", SCORE,
                    "decision", DECISION,
                    "feedback", TEXT,
                    "issues",
                            array(
                                    object(
                                            "severity",
                                                    "{\"type\":\"string\",\"enum\":"
                                                            + "[\"critical\",\"major\",\"minor\"]}",
                                            "issue", TEXT,
                                            "fix", TEXT,
                                            "line_reference", MAYBE_TEXT,
                                            "quote", MAYBE_TEXT)),
                    "fabrications", array(object("text", TEXT, "why", TEXT)),
                    "formula_flags", TEXTS,
                    "voice_issues", TEXTS,
                    "style_issues", TEXTS,
                    "hook_score", MAYBE_SCORE,
                    "specifics_score", MAYBE_SCORE,
                    "voice_score", MAYBE_SCORE,
                    "structure_score", MAYBE_SCORE,
                    "drafts",
                            array(
                                    object(
                                            "agent", TEXT,
                                            "score", SCORE,
                                            "hook_score", MAYBE_SCORE,
                                            "specifics_score", MAYBE_SCORE,
                                            "voice_score", MAYBE_SCORE,
                                            "structure_score", MAYBE_SCORE,
                                            "strengths", TEXTS,
                                            "fabrications", TEXTS)));

    private static final String DETECTOR_SCHEMA =
            object(
                    "score", SCORE,
                    "verdict", TEXT,
                    "tells", array(object("issue", TEXT, "example", TEXT, "suggestion", TEXT)),
                    "strengths", TEXTS);

    private static final String BREAK_SCHEMA =
            object(
                    "decision",
                            "{\"type\":\"string\",\"enum\":[\"force_complete\",\"retry_different\","
                                    + "\"halt\",\"dump_context\"]}",
                    "reasoning", TEXT,
                    "use_output", MAYBE_TEXT,
                    "retry_from", MAYBE_TEXT,
                    "retry_guidance", MAYBE_TEXT);

    private static final String ONE_OBJECT =
            """
            Answer with one JSON object and nothing else: no text before or after it, no code fence.
            """;

    private Contracts() {}

    /** JSON schema of an answer; null for answers that are plain text. */
    public static @Nullable String schema(Contract contract) {
        return switch (contract) {
            case REVIEW -> REVIEW_SCHEMA;
            case AUDIT -> AUDIT_SCHEMA;
            case DETECTOR -> DETECTOR_SCHEMA;
            case PROCESSED, DRAFT, FINAL, TEXT -> null;
        };
    }

    /** JSON schema of the advice after a breaker trip. */
    public static String breakAdviceSchema() {
        return BREAK_SCHEMA;
    }

    /** What a prompt says about the form of the answer. */
    public static String instructions(Contract contract) {
        return switch (contract) {
            case REVIEW -> ONE_OBJECT + REVIEW;
            case AUDIT -> ONE_OBJECT + AUDIT;
            case DETECTOR -> ONE_OBJECT + DETECTOR;
            case PROCESSED -> PROCESSED;
            case DRAFT, FINAL -> POST;
            case TEXT -> "Answer with plain text only: no heading, no code fence, no remarks.";
        };
    }

    private static final String REVIEW =
            """
            - score: whole number from 1 to 10.
            - decision: "proceed", "retry" or "halt".
            - feedback: text; what is missing and what would raise the score.
            - elements_found: object with exactly the keys failure, misunderstanding, amplification,
              fix, scar; each a short quotation or paraphrase from the text, or null where absent.
            - sensory_details: list of texts, things seen, heard or felt that the text really names.
            - missing: list of texts.
            - questions: list of at most 5 texts, each one question.""";

    private static final String AUDIT =
            """
            - score: whole number from 1 to 10. decision: "proceed", "retry" or "halt".
            - feedback: text; what the writer must change, or why nothing has to change.
            - issues: list of objects with severity ("critical", "major" or "minor"), issue, fix,
              line_reference (or null) and quote (the exact words, or null).
            - fabrications: list of objects with text (the exact words) and why. Empty if none.
            - formula_flags, voice_issues, style_issues: lists of texts.
            - hook_score, specifics_score, voice_score, structure_score: 1 to 10, or null.
            - drafts: when several drafts are shown, one object each with agent (the draft's label
              exactly as shown, such as "Draft A"), score, hook_score, specifics_score, voice_score,
              structure_score, strengths (texts) and fabrications (texts). Empty list otherwise.""";

    private static final String DETECTOR =
            """
            - score: whole number from 1 (machine-made beyond doubt) to 10 (plainly human).
            - verdict: one sentence.
            - tells: list of objects with issue, example (exact words) and suggestion.
            - strengths: list of texts.""";

    private static final String PROCESSED =
            """
            Answer in Markdown with exactly these parts, in this order, and nothing around them:

            # Story: a short title
            **Shape:** FULL, PARTIAL, OBSERVATION, SHORT or REVERSAL
            **Cadence:** Teaching, Field Note or Informational
            **Tags:** some of SYSTEM, COORDINATION, PLANNING, CONSTRAINTS, FAILURE-MODE, DOMAIN, \
            ENABLEMENT, GOVERNANCE, separated by commas
            ## Raw Material
            ## Hook Options
            **Sensory details:** **Failure artifact:** **Tangible consequence:** \
            **Other characters:** each on a line of its own
            ## Elements
            **Failure:** **Misunderstanding:** **Amplification:** **Fix:** **Scar:** each on a line \
            of its own
            ## Quotable Lines
            ## Notes

            Where the story has nothing for a part write "Not in source"; where the shape does not
            need it write "N/A for this shape".""";

    private static final String POST =
            """
            Answer with the post and nothing else: plain text in paragraphs separated by blank lines.
            No title, no label such as "Draft:", no Markdown, no quotation marks around the whole,
            no remark or question to anybody before or after it.""";

    private static String array(String items) {
        return "{\"type\":\"array\",\"items\":" + items + "}";
    }

    /** Alternating names and schemas. */
    private static String object(String... namesAndSchemas) {
        var properties = new StringBuilder();
        var required = new StringBuilder();
        for (var i = 0; i < namesAndSchemas.length; i += 2) {
            var comma = i == 0 ? "" : ",";
            var name = "\"" + namesAndSchemas[i] + "\"";
            properties.append(comma).append(name).append(':').append(namesAndSchemas[i + 1]);
            required.append(comma).append(name);
        }
        return "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"
                + properties
                + "},\"required\":["
                + required
                + "]}";
    }
}
