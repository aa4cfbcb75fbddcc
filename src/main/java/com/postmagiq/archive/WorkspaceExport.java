package com.postmagiq.archive;

import com.postmagiq.asset.Assets;
import com.postmagiq.asset.FileKind;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.OperationHandler;
import com.postmagiq.operations.OperationWork;
import com.postmagiq.operations.Operations;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Puts the bound workspace into a file that can be fetched for a week. */
@Component
class WorkspaceExport implements OperationHandler {
    static final String KIND = "workspace_export";
    private static final Duration FILE_KEPT = Duration.ofDays(7);

    private final ArchiveWriter writer;
    private final Workspaces workspaces;
    private final Operations operations;
    private final Assets assets;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WorkspaceExport(
            ArchiveWriter writer,
            Workspaces workspaces,
            Operations operations,
            Assets assets,
            ApplicationEventPublisher events,
            Clock clock) {
        this.writer = writer;
        this.workspaces = workspaces;
        this.operations = operations;
        this.assets = assets;
        this.events = events;
        this.clock = clock;
    }

    /** Begins an archive of the bound workspace. */
    @Transactional
    public Operation start(Manifest.Options options, UUID by) {
        events.publishEvent(
                Audited.done("workspace.export_requested", by, "workspace", CurrentWorkspace.id()));
        return operations.start(KIND, options, by);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Scope scope() {
        return Scope.WORKSPACE_DELETE;
    }

    @Override
    public Outcome run(OperationWork work) throws IOException {
        var file = work.folder().resolve("archive.zip");
        var manifest =
                writer.write(
                        file, work.folder(), work.params(Manifest.Options.class), work::progress);
        var name = "%s-workspace.zip".formatted(workspaces.current().slug());
        var expires = clock.instant().plus(FILE_KEPT);
        try (var in = Files.newInputStream(file)) {
            var kept = assets.keepExport(name, in, FileKind.ZIP, work.startedBy(), expires);
            var rows = manifest.parts().stream().mapToInt(Manifest.Part::rows).sum();
            return new Outcome(
                    Map.of(
                            "rows", rows,
                            "parts", manifest.parts().size(),
                            "size_bytes", Files.size(file),
                            "left_out", manifest.leftOut()),
                    kept.id(),
                    expires);
        }
    }

    @Override
    public void succeeded(OperationWork work, Outcome outcome) {
        events.publishEvent(
                Audited.done(
                        "workspace.exported",
                        work.startedBy(),
                        "workspace",
                        CurrentWorkspace.id()));
    }
}
