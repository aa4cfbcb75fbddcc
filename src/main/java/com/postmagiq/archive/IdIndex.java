package com.postmagiq.archive;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every id of an archive with its place, in a sorted file: millions of them take no memory. Needs a
 * transaction, so that they are read as they go.
 */
final class IdIndex implements Closeable {
    private static final int ENTRY = 2 * Long.BYTES + 2 * Integer.BYTES;
    private static final int FETCHED_AT_ONCE = 1_000;

    private final FileChannel channel;
    private final ByteBuffer entries;
    private final List<Shape> shapes;

    private IdIndex(FileChannel channel, ByteBuffer entries, List<Shape> shapes) {
        this.channel = channel;
        this.entries = entries;
        this.shapes = shapes;
    }

    static IdIndex of(JdbcClient jdbc, List<Shape> all, Path file) throws IOException {
        var shapes = all.stream().filter(Shape::hasIds).toList();
        var ids =
                IntStream.range(0, shapes.size())
                        .mapToObj(part -> shapes.get(part).ids(part))
                        .collect(Collectors.joining(" union all "));
        try (var out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            jdbc.sql("select id, part, place from (%s) ids order by id".formatted(ids))
                    .withFetchSize(FETCHED_AT_ONCE)
                    .query(
                            row -> {
                                write(
                                        out,
                                        row.getObject("id", UUID.class),
                                        row.getInt("part"),
                                        row.getInt("place"));
                            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        var channel = FileChannel.open(file);
        var entries = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        return new IdIndex(channel, entries, shapes);
    }

    private static void write(DataOutputStream out, UUID id, int part, int place) {
        try {
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
            out.writeInt(part);
            out.writeInt(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a row is called in the archive, such as {@code posts:12}; null when it is not in it. */
    @Nullable String find(UUID id) {
        var low = 0;
        var high = entries.capacity() / ENTRY - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            var at = middle * ENTRY;
            var order = compare(id, entries.getLong(at), entries.getLong(at + Long.BYTES));
            if (order == 0) {
                var shape = shapes.get(entries.getInt(at + 2 * Long.BYTES));
                return shape.part() + ":" + entries.getInt(at + 2 * Long.BYTES + Integer.BYTES);
            }
            if (order < 0) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return null;
    }

    /** The database's order of ids is that of their bytes. */
    private static int compare(UUID id, long high, long low) {
        var order = Long.compareUnsigned(id.getMostSignificantBits(), high);
        return order != 0 ? order : Long.compareUnsigned(id.getLeastSignificantBits(), low);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
