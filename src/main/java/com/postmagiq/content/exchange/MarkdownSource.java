package com.postmagiq.content.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads Markdown: a post with front matter, a table that somebody plans with, or a post whose first
 * heading is its topic.
 */
final class MarkdownSource {
    private static final Pattern FRONT_MATTER =
            Pattern.compile("\\A\\s*---[ \\t]*\\R(.*?)\\R---[ \\t]*(?:\\R|\\z)", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("\\s*\\|?(\\s*:?-{2,}:?\\s*\\|?)+\\s*");
    private static final Pattern HEADING = Pattern.compile("\\s{0,3}(#{1,6})\\s+(.+?)\\s*#*\\s*");
    private static final Pattern CHAPTER =
            Pattern.compile("(?i)chapter\\s+(\\d{1,4})\\s*(?:[:.\\-–—]\\s*(.*))?");

    private MarkdownSource() {}

    /**
     * @param number of the file in an archive; null for a file of its own, whose lines are told
     */
    static void read(String given, @Nullable Integer number, EntrySink sink) {
        var text = given.replace("\r\n", "\n").replace('\r', '\n');
        var front = FRONT_MATTER.matcher(text);
        if (front.find()) {
            var row = number == null ? 1 : number;
            var fields = frontMatter(front.group(1));
            if (fields == null) {
                sink.issue(Issue.Kind.BROKEN_ROW.at(row, null));
                return;
            }
            fields.put("content", text.substring(front.end()).strip());
            sink.entry(new Entry(row, Entry.Kind.POST, fields));
        } else if (!tables(text.lines().toList(), number, sink)) {
            plain(text.strip(), number == null ? 1 : number, sink);
        }
    }

    /** All scalars are texts here: what they mean is for the reader of posts to say. */
    private static @Nullable Map<String, @Nullable Object> frontMatter(String yaml) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(5);
        options.setCodePointLimit(500_000);
        var dumper = new DumperOptions();
        var reader =
                new Yaml(
                        new SafeConstructor(options),
                        new Representer(dumper),
                        dumper,
                        options,
                        new Resolver() {
                            @Override
                            protected void addImplicitResolvers() {
                                // none: 1e3, yes and 2026-01-01 stay what was written
                            }
                        });
        try {
            if (!(reader.load(yaml) instanceof Map<?, ?> read)) {
                return null;
            }
            var fields = new LinkedHashMap<String, @Nullable Object>();
            read.forEach(
                    (key, value) ->
                            FieldNames.of(String.valueOf(key))
                                    .ifPresent(field -> fields.put(field, value(value))));
            return fields;
        } catch (YAMLException _) {
            return null;
        }
    }

    private static @Nullable Object value(@Nullable Object read) {
        if (read instanceof List<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        var text = read == null ? "" : read.toString().strip();
        return text.isEmpty() ? null : text;
    }

    /** Reads all tables of posts; whether there was one. */
    private static boolean tables(List<String> lines, @Nullable Integer number, EntrySink sink) {
        var chapter = new LinkedHashMap<String, @Nullable Object>();
        List<String> columns = null;
        var found = false;
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var heading = HEADING.matcher(line);
            if (heading.matches()) {
                columns = null;
                chapter(heading.group(1).length(), heading.group(2), chapter);
            } else if (!line.contains("|")) {
                columns = null;
            } else if (columns == null) {
                var rule = i + 1 < lines.size() && RULE.matcher(lines.get(i + 1)).matches();
                columns = rule ? header(cells(line)) : null;
                found = found || columns != null;
            } else if (!RULE.matcher(line).matches()) {
                row(number == null ? i + 1 : number, columns, cells(line), chapter, sink);
            }
        }
        return found;
    }

    private static void chapter(int level, String title, Map<String, @Nullable Object> chapter) {
        var named = CHAPTER.matcher(title);
        if (named.matches()) {
            chapter.put("chapter_number", named.group(1));
            var rest = named.group(2);
            chapter.put("chapter", rest == null || rest.isBlank() ? null : rest.strip());
        } else if (level > 1) {
            chapter.remove("chapter_number");
            chapter.put("chapter", title);
        }
    }

    /** The product's names of a tracker's columns; null for any other table. */
    private static @Nullable List<String> header(List<String> cells) {
        var fields = cells.stream().map(cell -> FieldNames.of(cell).orElse("")).toList();
        return fields.contains("post_number") && fields.contains("topic") ? fields : null;
    }

    private static List<String> cells(String line) {
        var inner = line.strip().replaceFirst("^\\|", "").replaceFirst("(?<!\\\\)\\|$", "");
        var cells = new ArrayList<String>();
        for (var cell : inner.split("(?<!\\\\)\\|", -1)) {
            cells.add(cell.replace("\\|", "|").strip());
        }
        return cells;
    }

    private static void row(
            int row,
            List<String> columns,
            List<String> cells,
            Map<String, @Nullable Object> chapter,
            EntrySink sink) {
        if (cells.size() > columns.size()) {
            sink.issue(Issue.Kind.RAGGED_ROW.at(row, null));
            return;
        }
        var fields = new LinkedHashMap<>(chapter);
        for (var i = 0; i < cells.size(); i++) {
            if (!columns.get(i).isEmpty()) {
                fields.put(
                        columns.get(i), value(cells.get(i).matches("[-–—]*") ? "" : cells.get(i)));
            }
        }
        sink.entry(new Entry(row, Entry.Kind.POST, fields));
    }

    private static void plain(String text, int row, EntrySink sink) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        var heading = HEADING.matcher(text.lines().findFirst().orElse(""));
        if (heading.matches()) {
            fields.put("topic", heading.group(2));
            fields.put("content", text.lines().skip(1).reduce((a, b) -> a + "\n" + b).orElse(""));
        } else {
            fields.put("content", text);
        }
        sink.entry(new Entry(row, Entry.Kind.POST, fields));
    }
}
