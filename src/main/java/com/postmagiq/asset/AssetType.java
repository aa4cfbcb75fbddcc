package com.postmagiq.asset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a stored file is for, which decides what it may hold and how large it may be. */
public enum AssetType {
    /** Reading matter that people add. */
    ATTACHMENT(20),
    /** Speech on its way to becoming text; kept only as long as that takes. */
    AUDIO(25);

    private static final long MEGABYTE = 1 << 20;

    private final int megabytes;

    AssetType(int megabytes) {
        this.megabytes = megabytes;
    }

    /** As it stands in JSON, paths and the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<AssetType> named(String code) {
        return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
    }

    /** The largest file of this type, in bytes. */
    public long limit() {
        return megabytes * MEGABYTE;
    }

    public boolean takes(FileKind kind) {
        return kind.type() == this;
    }

    /** The endings of file names it takes, such as {@code md}, sorted. */
    public List<String> extensions() {
        return Arrays.stream(FileKind.values())
                .filter(this::takes)
                .flatMap(kind -> kind.extensions().stream())
                .sorted()
                .toList();
    }
}
