package com.postmagiq.content.duplicates;

import com.postmagiq.content.StoredPosts;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Which posts say the same; told to whoever writes, never a reason to refuse. */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}/posts")
class DuplicateController {
    @Schema(name = "DuplicateCheckRequest")
    record CheckRequest(
            @NotNull @Size(max = 100_000) String text, @Nullable @Size(max = 300) String topic) {}

    private final Duplicates duplicates;
    private final DuplicateReport report;
    private final SilentPairs silentPairs;
    private final StoredPosts posts;

    DuplicateController(
            Duplicates duplicates,
            DuplicateReport report,
            SilentPairs silentPairs,
            StoredPosts posts) {
        this.duplicates = duplicates;
        this.report = report;
        this.silentPairs = silentPairs;
        this.posts = posts;
    }

    @GetMapping("/{post_ref}/duplicates")
    @RequiresScope(Scope.CONTENT_READ)
    List<Duplicates.Duplicate> of(@PathVariable("post_ref") String reference) {
        return duplicates.of(posts.idOf(reference));
    }

    /** Groups of posts of the whole workspace, the most alike first. */
    @GetMapping("/duplicates/report")
    @RequiresScope(Scope.CONTENT_READ)
    DuplicateReport.Report duplicateReport() {
        return report.report();
    }

    @PostMapping("/duplicates/check")
    @RequiresScope(Scope.CONTENT_READ)
    List<Duplicates.Duplicate> check(@Valid @RequestBody CheckRequest body) {
        return duplicates.check(body.text(), body.topic());
    }

    @PostMapping("/{post_ref}/duplicates/{other_ref}/dismiss")
    @RequiresScope(Scope.CONTENT_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dismiss(
            Actor actor,
            @PathVariable("post_ref") String reference,
            @PathVariable("other_ref") String other) {
        silentPairs.dismiss(posts.idOf(reference), posts.idOf(other), actor.userId());
    }
}
