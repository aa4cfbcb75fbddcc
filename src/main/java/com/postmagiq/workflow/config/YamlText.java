package com.postmagiq.workflow.config;

import com.postmagiq.workflow.config.Issues.Position;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML that strangers wrote: no object is ever constructed from it, only a tree of texts with
 * their places. Size, depth, aliases and the expanded tree are bounded, so that hostile input ends
 * quickly.
 */
final class YamlText {
    static final int MAX_BYTES = 512 * 1024;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 50;

    /** Far above any real file; a few aliases to aliases could otherwise grow without end. */
    private static final int MAX_NODES = 100_000;

    private static final Map<Tag, YamlNode.Kind> KINDS =
            Map.of(
                    Tag.STR, YamlNode.Kind.TEXT,
                    Tag.INT, YamlNode.Kind.INTEGER,
                    Tag.FLOAT, YamlNode.Kind.DECIMAL,
                    Tag.BOOL, YamlNode.Kind.BOOLEAN,
                    Tag.NULL, YamlNode.Kind.NULL,
                    Tag.TIMESTAMP, YamlNode.Kind.TEXT,
                    Tag.MERGE, YamlNode.Kind.TEXT);

    private final Map<String, Position> positions = new HashMap<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private YamlText() {}

    /** The document's root, or null when it is empty, with the place of every node. */
    record Document(@Nullable YamlNode root, Map<String, Position> positions) {}

    /** Text that is no acceptable YAML; the message says why and what to do. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Position position;

        Refused(String message, @Nullable Mark mark) {
            super(message);
            this.position = mark == null ? Position.START : place(mark);
        }

        Position position() {
            return position;
        }
    }

    static Document read(String text) throws Refused {
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new Refused("The file is larger than 512 KiB; make it smaller.", null);
        }
        var reader = new YamlText();
        Node root;
        try {
            root = compose(text);
        } catch (MarkedYAMLException e) {
            throw new Refused("This is not readable YAML: " + reason(e), e.getProblemMark());
        } catch (YAMLException e) {
            throw new Refused("This is not readable YAML: " + firstLine(e.getMessage()), null);
        }
        var tree = root == null ? null : reader.convert(root, "");
        return new Document(tree, reader.positions);
    }

    private static @Nullable Node compose(String text) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowRecursiveKeys(false);
        return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    }

    private YamlNode convert(Node node, String path) throws Refused {
        if (++nodes > MAX_NODES) {
            throw new Refused(
                    "Its aliases expand to more than %d values; write them out or drop some."
                            .formatted(MAX_NODES),
                    node.getStartMark());
        }
        if (!open.add(node)) {
            throw new Refused(
                    "An alias refers to the value it stands in; write the value out.",
                    node.getStartMark());
        }
        positions.putIfAbsent(path, place(node.getStartMark()));
        YamlNode converted =
                switch (node) {
                    case MappingNode mapping -> mapping(mapping, path);
                    case SequenceNode sequence -> sequence(sequence, path);
                    case ScalarNode scalar -> scalar(scalar, path);
                    default -> throw new Refused("Unknown kind of value.", node.getStartMark());
                };
        open.remove(node);
        return converted;
    }

    private YamlNode mapping(MappingNode node, String path) throws Refused {
        requireTag(node, Tag.MAP);
        var entries = new LinkedHashMap<String, YamlNode>();
        var merges = new ArrayList<Node>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw new Refused(
                        "A key must be plain text, not a list or a mapping.",
                        tuple.getKeyNode().getStartMark());
            }
            if (keyNode.getTag().equals(Tag.MERGE)) {
                merges.add(tuple.getValueNode());
                continue;
            }
            requireKnownTag(keyNode);
            var key = keyNode.getValue();
            if (entries.containsKey(key)) {
                throw new Refused(
                        "The key '%s' stands here a second time; keep one of the two."
                                .formatted(key),
                        keyNode.getStartMark());
            }
            var child = YamlNode.child(path, key);
            positions.put(child, place(keyNode.getStartMark()));
            entries.put(key, convert(tuple.getValueNode(), child));
        }
        for (var merge : merges) {
            merge(merge, path, entries);
        }
        return new YamlNode.Mapping(path, Collections.unmodifiableMap(entries));
    }

    /** Keys of the mapping itself win over merged ones, earlier merges over later ones. */
    private void merge(Node merged, String path, Map<String, YamlNode> entries) throws Refused {
        var sources =
                merged instanceof SequenceNode sequence ? sequence.getValue() : List.of(merged);
        for (var source : sources) {
            if (!(source instanceof MappingNode)
                    || !(convert(source, path) instanceof YamlNode.Mapping mapping)) {
                throw new Refused(
                        "'<<' takes in a mapping or a list of mappings only.",
                        source.getStartMark());
            }
            mapping.entries().forEach(entries::putIfAbsent);
        }
    }

    private YamlNode sequence(SequenceNode node, String path) throws Refused {
        requireTag(node, Tag.SEQ);
        var items = new ArrayList<YamlNode>();
        for (var item : node.getValue()) {
            items.add(convert(item, path + "/" + items.size()));
        }
        return new YamlNode.Sequence(path, List.copyOf(items));
    }

    private static YamlNode scalar(ScalarNode node, String path) throws Refused {
        return new YamlNode.Scalar(path, requireKnownTag(node), node.getValue());
    }

    private static YamlNode.Kind requireKnownTag(ScalarNode node) throws Refused {
        var kind = KINDS.get(node.getTag());
        if (kind == null) {
            throw tagRefused(node);
        }
        return kind;
    }

    private static void requireTag(Node node, Tag tag) throws Refused {
        if (!node.getTag().equals(tag)) {
            throw tagRefused(node);
        }
    }

    private static Refused tagRefused(Node node) {
        return new Refused(
                "The tag '%s' is not accepted here; remove it and write the plain value."
                        .formatted(node.getTag().getValue()),
                node.getStartMark());
    }

    private static Position place(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String reason(MarkedYAMLException e) {
        var problem =
                e.getProblem() == null ? firstLine(e.getMessage()) : firstLine(e.getProblem());
        return problem + (problem.endsWith(".") ? "" : ".");
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "it could not be parsed." : text.lines().findFirst().orElse("");
    }
}
