package com.postmagiq.asset;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A file as it is sent: to be saved, never to be shown inside our pages, so that nothing in it can
 * run with our name.
 */
public final class FileAnswer {
    private FileAnswer() {}

    /** The whole file, or the part a Range header asks for. */
    public static ResponseEntity<Resource> of(Asset asset, Path file) {
        if (!Files.isRegularFile(file)) {
            throw Assets.unknown(asset.id());
        }
        return ResponseEntity.ok()
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(asset.filename(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .eTag('"' + asset.checksumSha256() + '"')
                .contentType(MediaType.parseMediaType(asset.mimeType()))
                .body(new FileSystemResource(file));
    }
}
