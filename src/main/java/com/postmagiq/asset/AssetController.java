package com.postmagiq.asset;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** A workspace's files. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/assets")
class AssetController {
    private final Assets assets;
    private final SignedLinks links;

    AssetController(Assets assets, SignedLinks links) {
        this.assets = assets;
        this.links = links;
    }

    /**
     * @param type what the file is for; {@code attachment}
     */
    @PostMapping
    @RequiresScope(Scope.CONTENT_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    Asset add(
            @RequestPart("type") String type, @RequestPart("file") MultipartFile file, Actor actor)
            throws IOException {
        var wanted = type(type);
        if (wanted == AssetType.AUDIO) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "Audio is sent to /transcribe/upload, which keeps it only until it is text.");
        }
        if (wanted == AssetType.LOGO) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "The picture of a workspace is sent to /logo.");
        }
        if (wanted == AssetType.IMPORT) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "Files to take over are sent to /content/import, which shows what is in them first.");
        }
        if (wanted == AssetType.EXPORT) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "Exports are made by this server; send files of yours as attachment.");
        }
        try (var in = file.getInputStream()) {
            return assets.add(
                    wanted,
                    Objects.requireNonNullElse(file.getOriginalFilename(), ""),
                    in,
                    actor.userId());
        }
    }

    @GetMapping
    @RequiresScope(Scope.CONTENT_READ)
    Page<Asset> list(
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return assets.page(type == null ? null : type(type).code(), cursor, limit);
    }

    @GetMapping("/{id}")
    @RequiresScope(Scope.CONTENT_READ)
    Asset get(@PathVariable UUID id) {
        return assets.get(id);
    }

    /** The bytes, or those a Range header asks for. */
    @GetMapping("/{id}/content")
    @RequiresScope(Scope.CONTENT_READ)
    ResponseEntity<Resource> content(@PathVariable UUID id) {
        return FileAnswer.of(assets.get(id), assets.pathOf(id));
    }

    /** An address that works without signing in until it expires. */
    @GetMapping("/{id}/link")
    @RequiresScope(Scope.CONTENT_READ)
    SignedLinks.Link link(@PathVariable UUID id, Actor actor) {
        return links.to(actor.workspaceId(), assets.get(id).id());
    }

    @DeleteMapping("/{id}")
    @RequiresScope(Scope.CONTENT_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id) {
        assets.delete(assets.get(id).id());
    }

    private static AssetType type(String code) {
        return AssetType.named(code)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        GeneralProblem.VALIDATION_FAILED,
                                        "The type '%s' is not known; use one of %s."
                                                .formatted(
                                                        code,
                                                        Arrays.stream(AssetType.values())
                                                                .map(AssetType::code)
                                                                .toList())));
    }
}
