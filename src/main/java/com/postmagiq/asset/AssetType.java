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
    AUDIO(25),
    /** The picture of a workspace, which is shown beside its name. */
    LOGO(5),
    /** Read once and taken over, then gone; in no list of files. */
    IMPORT(20),
    /** Made by this server for whoever asked for it; no upload, and in no list of files. */
    EXPORT(5 * 1024);

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

    /** Whether such files are ones that people put there and see in the list of files. */
    boolean isListed() {
        return switch (this) {
            case ATTACHMENT, AUDIO -> true;
            case LOGO, IMPORT, EXPORT -> false;
        };
    }

    /** Whether such files go along with their workspace into another installation. */
    boolean travels() {
        return switch (this) {
            case ATTACHMENT, LOGO -> true;
            case AUDIO, IMPORT, EXPORT -> false;
        };
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
