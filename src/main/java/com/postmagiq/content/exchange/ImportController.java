package com.postmagiq.content.exchange;

import com.postmagiq.asset.AssetType;
import com.postmagiq.asset.Assets;
import com.postmagiq.content.exchange.GivenDates.Order;
import com.postmagiq.content.exchange.ImportSource.Column;
import com.postmagiq.content.exchange.ImportWish.Mode;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.OperationAnswer;
import com.postmagiq.operations.Operations;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Content from files. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/content/import")
class ImportController {
    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    /**
     * What a file holds and what would come of it.
     *
     * @param rows the first 50 posts
     * @param issues the first 200 things to know about rows
     * @param choices what was said about columns and rows
     */
    @Schema(name = "ImportPreview")
    record Preview(
            Operation operation,
            String format,
            @Nullable String encoding,
            @Nullable String delimiter,
            int entries,
            List<Column> columns,
            List<ImportRun.Shown> rows,
            List<Issue> issues,
            ImportChoices choices) {}

    private final ContentImport imports;
    private final Operations operations;
    private final Assets assets;
    private final JsonMapper json;

    ImportController(ContentImport imports, Operations operations, Assets assets, JsonMapper json) {
        this.imports = imports;
        this.operations = operations;
        this.assets = assets;
        this.json = json;
    }

    /**
     * Looks into a file; nothing is written before somebody says so.
     *
     * @param mode create, upsert or skip_existing
     * @param targetGoalId where posts go that name no strategy
     * @param dates how days are written that are not ISO: iso, dmy or mdy
     * @param mapping what columns mean, as a JSON object such as {"Copy": "content"}
     * @param commit begins without asking when every row can come in
     */
    @PostMapping
    @RequiresScope(Scope.CONTENT_WRITE)
    ResponseEntity<Operation> propose(
            @RequestPart("file") MultipartFile file,
            @RequestParam(defaultValue = "create") String mode,
            @RequestParam(name = "target_goal_id", required = false) @Nullable UUID targetGoalId,
            @RequestParam(defaultValue = "iso") String dates,
            @RequestParam(required = false) @Nullable String mapping,
            @RequestParam(defaultValue = "false") boolean commit,
            Actor actor)
            throws IOException {
        if (file.isEmpty()) {
            throw new ProblemException(
                    ExchangeProblem.EMPTY_FILE,
                    "The file has no content; choose one with at least one post.");
        }
        if (file.getSize() > AssetType.IMPORT.limit()) {
            throw new ProblemException(
                    GeneralProblem.PAYLOAD_TOO_LARGE,
                    "The file is larger than the %,d bytes an import may have; split it."
                            .formatted(AssetType.IMPORT.limit()));
        }
        var wish =
                new ImportWish(
                        Ids.next(),
                        ImportFormat.CSV,
                        choice(Mode.values(), "mode", mode),
                        targetGoalId,
                        choice(Order.values(), "dates", dates),
                        0,
                        0,
                        choices(mapping));
        var name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        try (var in = file.getInputStream();
                var received = assets.receive(AssetType.IMPORT, name, in)) {
            return OperationAnswer.accepted(imports.propose(received, wish, commit, actor), actor);
        }
    }

    private @Nullable ImportChoices choices(@Nullable String mapping) {
        if (mapping == null || mapping.isBlank()) {
            return null;
        }
        try {
            var choices = new ImportChoices(json.readValue(mapping, NAMES), null);
            choices.check();
            return choices;
        } catch (JacksonException _) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED,
                    "mapping",
                    "is a JSON object of texts, such as {\"Copy\": \"content\"}");
        }
    }

    private static <T extends Enum<T>> T choice(T[] all, String field, String given) {
        return Arrays.stream(all)
                .filter(each -> each.name().equals(given.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                ProblemException.ofField(
                                        GeneralProblem.VALIDATION_FAILED,
                                        field,
                                        "is one of %s"
                                                .formatted(
                                                        Arrays.toString(all)
                                                                .toLowerCase(Locale.ROOT))));
    }

    /** What would come of a file, as the workspace is now. */
    @GetMapping("/{operation_id}")
    @RequiresScope(Scope.CONTENT_WRITE)
    Preview preview(@PathVariable("operation_id") UUID id, Actor actor) throws IOException {
        return shown(id, imports.look(id, actor), actor);
    }

    /** Says what columns mean and how single rows come in, and shows what would come of that. */
    @PutMapping("/{operation_id}/choices")
    @RequiresScope(Scope.CONTENT_WRITE)
    Preview chooseForImport(
            @PathVariable("operation_id") UUID id,
            @Valid @RequestBody ImportChoices body,
            Actor actor)
            throws IOException {
        return shown(id, imports.choose(id, body, actor), actor);
    }

    private Preview shown(UUID id, ContentImport.Looked looked, Actor actor) {
        var issues = new ArrayList<>(looked.run().fileIssues());
        issues.addAll(looked.tally().issues());
        var form = looked.form();
        return new Preview(
                operations.get(id, actor.userId()),
                form.format().code(),
                form.encoding(),
                form.delimiter(),
                looked.run().entries(),
                form.columns(),
                looked.run().shown(),
                issues.stream().limit(ImportTally.MOST_ISSUES).toList(),
                imports.proposed(id, actor).choices());
    }

    /**
     * Takes over what the preview showed.
     *
     * @param body what columns mean and how rows come in; left out, as chosen before
     */
    @PostMapping("/{operation_id}/commit")
    @RequiresScope(Scope.CONTENT_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Operation commitImport(
            @PathVariable("operation_id") UUID id,
            @Valid @RequestBody(required = false) @Nullable ImportChoices body,
            Actor actor)
            throws IOException {
        if (body != null) {
            imports.choose(id, body, actor);
        }
        return operations.commit(id, actor.userId());
    }
}
