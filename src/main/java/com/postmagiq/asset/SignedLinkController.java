package com.postmagiq.asset;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Files by signed links; the signature is the right. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/files/{workspace_id}/{asset_id}")
class SignedLinkController {
    private final SignedLinks links;
    private final Assets assets;

    SignedLinkController(SignedLinks links, Assets assets) {
        this.links = links;
        this.assets = assets;
    }

    @GetMapping
    ResponseEntity<Resource> content(
            @PathVariable("workspace_id") UUID workspaceId,
            @PathVariable("asset_id") UUID assetId,
            @RequestParam long expires,
            @RequestParam String signature) {
        links.verify(workspaceId, assetId, expires, signature);
        return CurrentWorkspace.call(
                workspaceId, () -> FileAnswer.of(assets.get(assetId), assets.pathOf(assetId)));
    }
}
