package com.postmagiq.content;

import java.util.List;
import org.springframework.stereotype.Component;

/** Somebody takes the text away as files; needs no network and no account. */
@Component
class FilePublisher implements Publisher {
    @Override
    public String id() {
        return "file";
    }

    @Override
    public String name() {
        return "Files";
    }

    @Override
    public List<PlatformKind> platforms() {
        return List.of(PlatformKind.values());
    }

    @Override
    public Product produces() {
        return Product.FILE;
    }
}
