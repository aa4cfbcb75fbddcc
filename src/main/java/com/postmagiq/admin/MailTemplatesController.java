package com.postmagiq.admin;

import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.notification.template.Templates;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The words of all mails of the installation, for operators; each save is a further version. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/admin/templates")
class MailTemplatesController {
    /**
     * @param language two or three letters; left out for English
     * @param content subject, empty line, paragraphs
     */
    @Schema(name = "AdminTemplateRequest")
    record TemplateRequest(
            @Nullable @Size(max = 3) String language,
            @NotBlank @Size(max = 10_000) String content) {}

    private final Templates templates;

    MailTemplatesController(Templates templates) {
        this.templates = templates;
    }

    @GetMapping
    Page<Templates.Template> list(
            @RequestParam(required = false) @Size(max = 20) @Nullable String type,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return templates.ofInstallation(type, cursor, limit);
    }

    @PutMapping("/{template_type}/{slug}")
    ResponseEntity<Templates.Template> save(
            @PathVariable("template_type") String type,
            @PathVariable String slug,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody TemplateRequest body,
            @AuthenticationPrincipal SignedIn me) {
        var saved =
                templates.saveForAll(
                        type,
                        slug,
                        body.language(),
                        body.content(),
                        IfMatch.revision(ifMatch),
                        me.userId());
        return ResponseEntity.ok().eTag(IfMatch.tag(saved.revision())).body(saved);
    }
}
