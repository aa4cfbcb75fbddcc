package com.postmagiq.workflow.history;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.voice.VoiceProfiles;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.persona.WorkspaceVoice;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.Runs;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How near the texts of a run come to the voice it speaks in. */
@Service
@Transactional(readOnly = true)
class RunFidelity {
    private static final List<OutputType> TEXTS = List.of(OutputType.DRAFT, OutputType.FINAL);

    /**
     * A text beside the voice.
     *
     * @param score absent where the text says too little for one
     * @param verdict in_voice, close, drifting or off_voice; absent where too few texts of the
     *     author are known
     */
    @Schema(name = "OutputFidelity")
    record Heard(
            UUID outputId,
            String path,
            int version,
            @Nullable Integer score,
            @Nullable String verdict) {}

    /**
     * The drafts and final texts of a run.
     *
     * @param profileId absent where the run speaks in a voice nobody's texts were measured for;
     *     then there are no items
     */
    @Schema(name = "RunFidelity")
    record Listing(@Nullable UUID profileId, List<Heard> items) {}

    private final Runs runs;
    private final Outputs outputs;
    private final WorkspaceVoice chosen;
    private final VoiceProfiles voices;

    RunFidelity(Runs runs, Outputs outputs, WorkspaceVoice chosen, VoiceProfiles voices) {
        this.runs = runs;
        this.outputs = outputs;
        this.chosen = chosen;
        this.voices = voices;
    }

    /**
     * Compares every draft and final text of a run, oldest first.
     *
     * @param reference id or number
     * @throws ProblemException {@code run.not_found}
     */
    Listing of(String reference) {
        var run =
                runs.byReference(reference).orElseThrow(() -> RunCommands.unknown(reference)).id();
        var voice = voice(run);
        if (voice.isEmpty()) {
            return new Listing(null, List.of());
        }
        var id = voice.get().id();
        return new Listing(
                id,
                outputs.of(run).stream()
                        .filter(text -> TEXTS.stream().anyMatch(text::is))
                        .map(text -> heard(id, text))
                        .toList());
    }

    private Optional<VoiceProfiles.Measured> voice(UUID run) {
        return chosen.ofRun(run).or(chosen::chosen).flatMap(voices::measuredOf);
    }

    private Heard heard(UUID profile, Output text) {
        var score = voices.hear(profile.toString(), text.content()).score();
        return new Heard(text.id(), text.path(), text.version(), score.score(), score.verdict());
    }

    /** The score of a run's text; null where there is none. */
    @Nullable Integer score(UUID run, Output text) {
        return voice(run).map(it -> heard(it.id(), text).score()).orElse(null);
    }
}
