package com.postmagiq.content;

import java.util.List;
import org.springframework.stereotype.Component;

/** Somebody copies the text and pastes it themselves; needs no network and no account. */
@Component
class Clipboard implements Publisher {
    @Override
    public String id() {
        return "clipboard";
    }

    @Override
    public String name() {
        return "Copy and paste";
    }

    @Override
    public List<PlatformKind> platforms() {
        return List.of(PlatformKind.values());
    }

    @Override
    public Product produces() {
        return Product.TEXT;
    }
}
