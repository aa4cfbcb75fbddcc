package com.postmagiq.transcription;

import com.postmagiq.agents.Transcript;
import com.postmagiq.asset.Asset;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of transcriptions. What changes one joins its caller's transaction. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class TranscriptionRows {
    private static final TypeReference<List<Transcript.Segment>> SEGMENTS =
            new TypeReference<>() {};
    private static final String COLUMNS =
            """
            select id, status, source_type, source_info, coalesce(language_detected, language_requested) as language,
                   left(text, 200) as excerpt, duration_seconds, tokens_used, cost_usd, provider, model, error_code,
                   error_detail, user_id, created_at, finished_at
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    TranscriptionRows(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What one attempt works with.
     *
     * @param audioId null while the sound of a video is not there yet
     * @param attempt from 1
     * @param videoId of a video
     */
    record Work(
            UUID userId,
            @Nullable UUID audioId,
            int attempt,
            @Nullable String filename,
            @Nullable String videoId,
            @Nullable BigDecimal durationSeconds,
            @Nullable String language,
            @Nullable String prompt) {}

    public void insert(
            Transcription asked,
            @Nullable UUID audioId,
            @Nullable String language,
            @Nullable String prompt) {
        jdbc.sql(
                        """
                        insert into app.transcriptions (workspace_id, id, user_id, source_type, source_info, status,
                            audio_id, language_requested, prompt, duration_seconds, provider, model, created_at)
                        values (:workspaceId, :id, :userId, :sourceType, cast(:sourceInfo as jsonb), :status,
                            :audioId, :language, :prompt, :duration, :provider, :model, :createdAt)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", asked.id())
                .param("userId", asked.userId())
                .param("sourceType", asked.sourceType())
                .param("sourceInfo", json.writeValueAsString(asked.sourceInfo()))
                .param("status", asked.status())
                .param("audioId", audioId)
                .param("language", language)
                .param("prompt", prompt)
                .param("duration", asked.durationSeconds())
                .param("provider", asked.provider())
                .param("model", asked.model())
                .param("createdAt", asked.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Begins the next attempt; empty when the transcription has ended or is gone. */
    public Optional<Work> begin(UUID id) {
        return jdbc.sql(
                        """
                        update app.transcriptions
                           set status = case when audio_id is null then 'fetching' else 'transcribing' end,
                               attempts = attempts + 1
                         where id = :id and finished_at is null
                        returning user_id, audio_id, attempts as attempt, source_info ->> 'filename' as filename,
                            source_info ->> 'video_id' as video_id, duration_seconds, language_requested as language, prompt
                        """)
                .param("id", id)
                .query(Work.class)
                .optional();
    }

    /**
     * Names the sound of a video that has not ended; whether it was named. What fetching took does
     * not count as an attempt to hear it.
     */
    public boolean fetched(UUID id, Asset audio) {
        return jdbc.sql(
                                """
                        update app.transcriptions
                           set status = 'queued', attempts = 0, audio_id = :audioId,
                               source_info = source_info || jsonb_build_object(
                                   'filename', cast(:filename as text), 'bytes', :bytes, 'mime', cast(:mime as text))
                         where id = :id and finished_at is null
                        """)
                        .param("id", id)
                        .param("audioId", audio.id())
                        .param("filename", audio.filename())
                        .param("bytes", audio.sizeBytes())
                        .param("mime", audio.mimeType())
                        .update()
                == 1;
    }

    public void waitForNextAttempt(UUID id) {
        jdbc.sql(
                        "update app.transcriptions set status = 'queued' where id = :id and finished_at is null")
                .param("id", id)
                .update();
    }

    /** Stores the text of one that has not ended; whether it was stored. */
    public boolean succeed(UUID id, Transcript heard) {
        return jdbc.sql(
                                """
                        update app.transcriptions
                           set status = 'succeeded', audio_id = null, finished_at = :at, text = :text,
                               segments = cast(:segments as jsonb), language_detected = left(:language, 40),
                               duration_seconds = :duration, tokens_used = :tokens, cost_usd = :cost
                         where id = :id and finished_at is null
                        """)
                        .param("id", id)
                        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("text", heard.text())
                        .param("segments", json.writeValueAsString(heard.segments()))
                        .param("language", heard.language())
                        .param("duration", heard.durationSeconds())
                        .param("tokens", heard.tokensUsed())
                        .param("cost", heard.costUsd())
                        .update()
                == 1;
    }

    /**
     * Ends one without a text; whether it had not ended before.
     *
     * @param code null when it was cancelled
     */
    public boolean end(UUID id, @Nullable String code, @Nullable String detail) {
        return jdbc.sql(
                                """
                        update app.transcriptions
                           set status = :status, audio_id = null, finished_at = :at, error_code = :code,
                               error_detail = :detail
                         where id = :id and finished_at is null
                        """)
                        .param("id", id)
                        .param("status", code == null ? "cancelled" : "failed")
                        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("code", code)
                        .param("detail", detail)
                        .update()
                == 1;
    }

    /** The audio of one that has not ended, its row locked until the transaction ends. */
    public Optional<UUID> audioOf(UUID id) {
        return jdbc.sql(
                        "select audio_id from app.transcriptions where id = :id and audio_id is not null for update")
                .param("id", id)
                .query(UUID.class)
                .optional();
    }

    public boolean delete(UUID id) {
        return jdbc.sql("delete from app.transcriptions where id = :id").param("id", id).update()
                == 1;
    }

    @Transactional(propagation = Propagation.REQUIRED, readOnly = true)
    public Optional<Transcription> find(UUID id) {
        return jdbc.sql(COLUMNS + ", text, segments from app.transcriptions where id = :id")
                .param("id", id)
                .query((row, _) -> map(row, true))
                .optional();
    }

    /** Newest first, without the texts. */
    @Transactional(propagation = Propagation.REQUIRED, readOnly = true)
    public Page<Transcription> page(@Nullable String cursor, int limit) {
        var rows =
                jdbc.sql(
                                COLUMNS
                                        + """
                                          from app.transcriptions
                                         where (cast(:before as uuid) is null or id < :before)
                                         order by id desc
                                         limit :limit
                                        """)
                        .param("before", Cursor.decodeId(cursor))
                        .param("limit", limit + 1)
                        .query((row, _) -> map(row, false))
                        .list();
        return Page.of(rows, limit, Transcription::id);
    }

    private Transcription map(ResultSet row, boolean whole) throws SQLException {
        var segments = whole ? row.getString("segments") : null;
        var finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Transcription(
                row.getObject("id", UUID.class),
                row.getString("status"),
                row.getString("source_type"),
                json.readValue(row.getString("source_info"), Transcription.SourceInfo.class),
                row.getString("language"),
                row.getString("excerpt"),
                whole ? row.getString("text") : null,
                segments == null ? null : json.readValue(segments, SEGMENTS),
                row.getBigDecimal("duration_seconds"),
                row.getObject("tokens_used", Integer.class),
                row.getBigDecimal("cost_usd"),
                row.getString("provider"),
                row.getString("model"),
                row.getString("error_code"),
                row.getString("error_detail"),
                row.getObject("user_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
