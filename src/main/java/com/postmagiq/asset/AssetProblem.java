package com.postmagiq.asset;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about files can be refused. */
enum AssetProblem implements Problem {
    UNKNOWN_ASSET("asset.not_found", HttpStatus.NOT_FOUND, "No such file"),
    NO_LOGO("asset.no_logo", HttpStatus.NOT_FOUND, "No picture"),
    LINK_INVALID("asset.link_invalid", HttpStatus.NOT_FOUND, "Link not valid"),
    TYPE_NOT_ALLOWED(
            "asset.type_not_allowed", HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Kind of file not taken"),
    TOO_LARGE("asset.too_large", HttpStatus.CONTENT_TOO_LARGE, "File too large"),
    EMPTY("asset.empty", HttpStatus.UNPROCESSABLE_CONTENT, "File without content"),
    STORAGE_FULL("asset.storage_full", HttpStatus.CONTENT_TOO_LARGE, "Workspace's storage full"),
    IN_USE("asset.in_use", HttpStatus.CONFLICT, "File in use");

    private final String code;
    private final HttpStatus status;
    private final String title;

    AssetProblem(String code, HttpStatus status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
