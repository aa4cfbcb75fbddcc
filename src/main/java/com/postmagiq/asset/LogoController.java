package com.postmagiq.asset;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.AnyMember;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.WorkspaceLogo;
import java.io.IOException;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The picture of a workspace, for its members only. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/logo")
class LogoController {
    private final Assets assets;
    private final WorkspaceLogo logo;

    LogoController(Assets assets, WorkspaceLogo logo) {
        this.assets = assets;
        this.logo = logo;
    }

    /**
     * Takes another picture; the one before is deleted.
     *
     * @param file PNG or JPEG, at most 5 MB and 16 million points
     */
    @PostMapping
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    Asset changeLogo(@RequestPart("file") MultipartFile file, Actor actor) throws IOException {
        try (var in = file.getInputStream()) {
            var kept =
                    assets.addLogo(
                            Objects.requireNonNullElse(file.getOriginalFilename(), ""),
                            in,
                            actor.userId());
            logo.change(actor, kept.id()).ifPresent(assets::delete);
            return kept;
        }
    }

    /**
     * The picture as PNG.
     *
     * @throws ProblemException {@code asset.no_logo}
     */
    @GetMapping
    @AnyMember
    ResponseEntity<Resource> logo() {
        var id =
                logo.current()
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                AssetProblem.NO_LOGO,
                                                "This workspace has no picture; one is sent to this address by POST."));
        return FileAnswer.of(assets.logo(id), assets.pathOf(id));
    }

    @DeleteMapping
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeLogo(Actor actor) {
        logo.change(actor, null).ifPresent(assets::delete);
    }
}
