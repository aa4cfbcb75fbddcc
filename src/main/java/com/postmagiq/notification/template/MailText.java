package com.postmagiq.notification.template;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * The words of a mail as people write them: lines {@code Subject: ...}, an empty line, paragraphs.
 * {@code {{name}}} stands for a value, replaced in one pass; a subject or a paragraph that names a
 * value the mail does not have is left out. A paragraph {@code [label]({{link}})} is the mail's
 * link. What the product brings may also say {@code Link:}, where that leads, and {@code Of:
 * workspace} where a workspace may have words of its own.
 *
 * @param subjects the first whose values are all there is taken
 * @param link where the link leads; null when only the product's own words say it
 */
record MailText(
        List<String> subjects,
        @Nullable String link,
        boolean ofWorkspace,
        List<String> paragraphs) {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([a-z][a-z0-9_]*)\\s*}}");
    private static final Pattern BUTTON =
            Pattern.compile("\\[([^\\]\\n]{1,80})]\\(\\{\\{\\s*link\\s*}}\\)");
    private static final String LINK = "link";
    private static final String SUBJECT_LINE = "Subject:";
    private static final String LINK_LINE = "Link:";
    private static final String WORKSPACE_LINE = "Of: workspace";
    private static final int LONGEST_SUBJECT = 200;

    MailText {
        subjects = List.copyOf(subjects);
        paragraphs = List.copyOf(paragraphs);
    }

    /** Reads what the product brings. */
    static MailText ofProduct(String content) {
        return parse(content, true);
    }

    /**
     * Reads what a person wrote.
     *
     * @throws ProblemException {@code template.invalid} with line and column
     */
    static MailText ofPerson(String content) {
        return parse(content, false);
    }

    /** What the product brings as a person may edit it: without the lines that are its own. */
    static String editable(String content) {
        return content.lines()
                .filter(line -> !line.startsWith(LINK_LINE) && !line.equals(WORKSPACE_LINE))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static MailText parse(String content, boolean own) {
        var lines = content.replace("\r\n", "\n").lines().toList();
        var subjects = new ArrayList<String>();
        String link = null;
        var ofWorkspace = false;
        var at = 0;
        for (; at < lines.size() && !lines.get(at).isBlank(); at++) {
            var line = lines.get(at).strip();
            requireWhole(line, at);
            if (line.startsWith(SUBJECT_LINE) && line.length() > SUBJECT_LINE.length()) {
                subjects.add(subject(line, at));
            } else if (own && line.startsWith(LINK_LINE)) {
                link = line.substring(LINK_LINE.length()).strip();
            } else if (own && line.equals(WORKSPACE_LINE)) {
                ofWorkspace = true;
            } else {
                throw invalid(
                        at,
                        0,
                        "Before the first empty line stand lines such as 'Subject: A word to you'.");
            }
        }
        if (subjects.isEmpty()) {
            throw invalid(0, 0, "The first line must be the subject: 'Subject: A word to you'.");
        }
        var paragraphs = paragraphs(lines, at);
        if (paragraphs.isEmpty()) {
            throw invalid(lines.size(), 0, "After the subject and an empty line come the words.");
        }
        return new MailText(subjects, link, ofWorkspace, paragraphs);
    }

    private static String subject(String line, int at) {
        var subject = line.substring(SUBJECT_LINE.length()).strip();
        if (subject.length() > LONGEST_SUBJECT) {
            throw invalid(
                    at,
                    LONGEST_SUBJECT,
                    "A subject has at most %d characters.".formatted(LONGEST_SUBJECT));
        }
        return subject;
    }

    private static List<String> paragraphs(List<String> lines, int from) {
        var paragraphs = new ArrayList<String>();
        var open = new StringBuilder();
        for (var at = from; at < lines.size(); at++) {
            var line = lines.get(at).stripTrailing();
            requireWhole(line, at);
            if (!line.isBlank()) {
                open.append(open.isEmpty() ? "" : "\n").append(line);
            } else if (!open.isEmpty()) {
                paragraphs.add(open.toString());
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            paragraphs.add(open.toString());
        }
        return paragraphs;
    }

    /** What is left without its variables must not look as if it held more of them. */
    private static void requireWhole(String line, int at) {
        var rest = VARIABLE.matcher(line).replaceAll(match -> " ".repeat(match.group().length()));
        for (var brace : List.of("{{", "}}")) {
            var column = rest.indexOf(brace);
            if (column >= 0) {
                throw invalid(
                        at,
                        column,
                        "'%s' is not part of a variable such as {{to_name}}.".formatted(brace));
            }
        }
        var target = line.indexOf("](");
        if (target >= 0 && !BUTTON.matcher(line.strip()).matches()) {
            throw invalid(
                    at,
                    target,
                    "A link stands in a paragraph of its own and leads to the mail's own place: [Open]({{link}}).");
        }
    }

    /** The names of all values these words may take. */
    Set<String> variables() {
        var names = new TreeSet<String>();
        var all = new ArrayList<>(subjects);
        all.addAll(paragraphs);
        if (link != null) {
            all.add(link);
        }
        all.forEach(
                part ->
                        VARIABLE.matcher(part)
                                .results()
                                .forEach(match -> names.add(match.group(1))));
        return names;
    }

    boolean hasLink() {
        return paragraphs.stream().anyMatch(part -> BUTTON.matcher(part).matches());
    }

    /** The same words with another text's link. */
    MailText withLinkOf(MailText other) {
        return new MailText(subjects, other.link, other.ofWorkspace, paragraphs);
    }

    /**
     * Checks words against those they take the place of.
     *
     * @throws ProblemException {@code template.variable_unknown}; {@code template.invalid} when the
     *     link is missing
     */
    void requireFits(MailText original, Set<String> common) {
        for (var name : variables()) {
            if (!name.equals(LINK)
                    && !original.variables().contains(name)
                    && !common.contains(name)) {
                throw new ProblemException(
                                TemplateProblem.VARIABLE_UNKNOWN,
                                "This mail has no value '%s'.".formatted(name))
                        .with("variable", name);
            }
        }
        if (original.hasLink() && !hasLink()) {
            throw invalid(
                    0,
                    0,
                    "This mail is of no use without its link: add a paragraph [Open]({{link}}).");
        }
    }

    /** Fills the values in. */
    MailWords.Words fill(Map<String, Object> variables, MailFrame frame) {
        var values = new HashMap<>(variables);
        var address = link == null ? null : filled(link, variables);
        if (address != null) {
            values.put(LINK, address);
        }
        var text = new StringBuilder(frame.greeting(values)).append("\n\n");
        var html = new StringBuilder();
        for (var paragraph : paragraphs) {
            var button = BUTTON.matcher(paragraph);
            var words = button.matches() ? address : filled(paragraph, values);
            if (words != null) {
                text.append(words).append("\n\n");
                html.append(
                        button.matches()
                                ? frame.button(words, button.group(1))
                                : "<p>" + escaped(words) + "</p>\n");
            }
        }
        var subject =
                subjects.stream()
                        .filter(each -> filled(each, values) != null)
                        .findFirst()
                        .orElse(subjects.getLast());
        return new MailWords.Words(
                replaced(subject, name -> String.valueOf(values.getOrDefault(name, ""))),
                text.append(frame.end(values)).toString(),
                frame.page(values, html.toString()));
    }

    private static String escaped(String words) {
        return HtmlUtils.htmlEscape(words, "UTF-8").replace("\n", "<br>\n");
    }

    /** Null when a value is missing. */
    static @Nullable String filled(String part, Map<String, Object> values) {
        var complete =
                VARIABLE.matcher(part)
                        .results()
                        .allMatch(match -> values.containsKey(match.group(1)));
        return complete ? replaced(part, name -> String.valueOf(values.get(name))) : null;
    }

    private static String replaced(String part, UnaryOperator<String> value) {
        return VARIABLE.matcher(part)
                .replaceAll(match -> Matcher.quoteReplacement(value.apply(match.group(1))));
    }

    private static ProblemException invalid(int line, int column, String sentence) {
        return new ProblemException(
                        TemplateProblem.INVALID,
                        "Line %d, column %d: %s".formatted(line + 1, column + 1, sentence))
                .with("line", line + 1)
                .with("column", column + 1);
    }
}
