package com.postmagiq.agents.offline;

import com.postmagiq.agents.Material;
import com.postmagiq.agents.Task;
import com.postmagiq.agents.offline.OfflineAgent.Outcome;
import com.postmagiq.quality.Finding;
import com.postmagiq.quality.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Settles on a finished post: the best draft, or the post at hand with the person's changes. */
final class Synthesizer {
    private static final int SHORTEST_POST = 40;

    private Synthesizer() {}

    static Outcome finish(Task task, String agent) {
        var finals = of(task, Material.Kind.FINAL);
        if (!finals.isEmpty() && !task.humanFeedback().isEmpty()) {
            var versions = finals.stream().map(Material::text).toList();
            return new Revision(versions, Story.of(task.sources())).apply(task.humanFeedback());
        }
        return new Outcome(withoutFabrications(best(task, agent), task));
    }

    private static String best(Task task, String agent) {
        return of(task, Material.Kind.DRAFT).stream()
                .max(Comparator.comparingDouble(draft -> merit(draft, task)))
                .map(Material::text)
                .orElseGet(
                        () ->
                                new Drafter(Story.of(task.sources()), Drafter.Variant.of(agent))
                                        .draft(task.shape())
                                        .text());
    }

    /** What auditors gave it, behind that what the checks say; a blocked text comes last. */
    private static double merit(Material draft, Task task) {
        var report = Auditor.report(draft.text(), task);
        var scores = auditScores(draft, task);
        var given = scores.stream().mapToInt(Integer::intValue).average().orElse(report.score());
        return given + report.score() / 100.0 - (report.passed() ? 0 : 10);
    }

    private static List<Integer> auditScores(Material draft, Task task) {
        var scores = new ArrayList<Integer>();
        for (var audit : of(task, Material.Kind.AUDIT)) {
            for (var entry : entries(audit.text())) {
                var named = entry.path("agent").asString("");
                if (named.equals(draft.label()) || named.equals(draft.agent())) {
                    scores.add(entry.path("score").asInt(1));
                }
            }
        }
        return scores;
    }

    /** None for an audit in prose; the checks decide then. */
    private static List<JsonNode> entries(String audit) {
        try {
            return Json.reader().readTree(audit).path("drafts").valueStream().toList();
        } catch (JacksonException _) {
            return List.of();
        }
    }

    private static List<Material> of(Task task, Material.Kind kind) {
        return task.materials().stream().filter(material -> material.kind() == kind).toList();
    }

    /** Sentences that claim what nobody told are left out, not rewritten. */
    private static String withoutFabrications(String text, Task task) {
        var faults =
                Auditor.report(text, task).blocking().stream()
                        .filter(finding -> finding.check().startsWith("fabrication."))
                        .toList();
        if (faults.isEmpty()) {
            return text;
        }
        var cut = new StringBuilder(text);
        var sentences = new ArrayList<>(Sentences.split(text));
        for (var sentence : sentences.reversed()) {
            if (faults.stream().anyMatch(f -> touches(f, sentence.start(), sentence.end()))) {
                cut.delete(sentence.start(), sentence.end());
            }
        }
        var tidy = PostText.tidied(cut.toString());
        return Unit.words(tidy).size() < SHORTEST_POST ? text : tidy;
    }

    private static boolean touches(Finding fault, int start, int end) {
        return fault.start() < end && fault.end() > start;
    }
}
