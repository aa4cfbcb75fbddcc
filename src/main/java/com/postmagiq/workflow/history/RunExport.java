package com.postmagiq.workflow.history;

import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workflow.run.StoredJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Service;

/**
 * Everything a run holds as a zip of plain files: configuration, texts, calls, verdicts, decisions,
 * events.
 */
@Service
public class RunExport {
    private static final int EVENTS_PER_READ = 1000;

    private final RunHistory history;
    private final RunSummaryText summary;
    private final Runs runs;
    private final StoredJson json;

    RunExport(RunHistory history, RunSummaryText summary, Runs runs, StoredJson json) {
        this.history = history;
        this.summary = summary;
        this.runs = runs;
        this.json = json;
    }

    /**
     * Writes the archive; the stream stays open.
     *
     * @param money whether the reader may see costs
     */
    public void write(String reference, UUID workspaceId, boolean money, OutputStream target)
            throws IOException {
        var run = history.run(reference, money);
        var zip = new ZipOutputStream(target, StandardCharsets.UTF_8);
        entry(zip, "summary.md", summary.markdown(reference, money));
        entry(zip, "run.json", json.write(run));
        entry(zip, "config.yaml", runs.pinnedConfig(run.configHash()));
        for (var output : history.outputs(reference)) {
            var path = output.path().replaceFirst("\\.md$", "");
            entry(zip, "outputs/%s.v%d.md".formatted(path, output.version()), output.content());
        }
        entry(zip, "invocations.json", json.write(history.invocations(reference, money)));
        entry(zip, "audits.json", json.write(history.audits(reference)));
        entry(zip, "decisions.json", json.write(history.decisions(reference)));
        zip.putNextEntry(new ZipEntry("events.jsonl"));
        var after = 0L;
        while (true) {
            var page = history.events(workspaceId, run.id(), after, EVENTS_PER_READ);
            for (var event : page) {
                zip.write((json.write(event) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            after += page.size();
            if (page.size() < EVENTS_PER_READ) {
                break;
            }
        }
        zip.closeEntry();
        zip.finish();
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
