package com.postmagiq.agents.offline;

import com.postmagiq.agents.Material;
import com.postmagiq.agents.Task;
import com.postmagiq.quality.Finding;
import com.postmagiq.quality.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says how human a text reads, by the marks that give machine prose away. */
final class Detector {
    private static final List<String> MARKS =
            List.of("punct.", "phrase.", "style.", "format.", "readability.", "repetition.");
    private static final int BEST = 10;

    private Detector() {}

    static String judge(Task task) {
        var text =
                task.materials().stream()
                        .filter(
                                m ->
                                        m.kind() == Material.Kind.FINAL
                                                || m.kind() == Material.Kind.DRAFT)
                        .reduce((_, later) -> later)
                        .map(Material::text)
                        .orElseGet(() -> String.join("\n\n", task.sources()));
        var tells =
                Auditor.report(text, task).findings().stream()
                        .filter(f -> MARKS.stream().anyMatch(f.check()::startsWith))
                        .toList();
        var lost = tells.stream().mapToInt(Detector::weight).sum();
        var score = Math.max(1, BEST - lost);

        var answer = new LinkedHashMap<String, Object>();
        answer.put("score", score);
        answer.put("verdict", score >= 7 ? "human" : score >= 4 ? "mixed" : "machine");
        answer.put("tells", tells.stream().map(Detector::tell).toList());
        answer.put(
                "strengths",
                tells.isEmpty() ? List.of("No mark of machine prose was found.") : List.of());
        return Json.write(answer);
    }

    private static int weight(Finding finding) {
        return finding.severity() == Severity.BLOCK ? 2 : 1;
    }

    private static Map<String, Object> tell(Finding finding) {
        var tell = new LinkedHashMap<String, Object>();
        tell.put("issue", finding.message());
        tell.put("example", finding.text());
        var suggestion = finding.suggestion();
        tell.put("suggestion", suggestion == null ? "Leave it out." : suggestion);
        return tell;
    }
}
