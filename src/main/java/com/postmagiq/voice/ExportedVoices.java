package com.postmagiq.voice;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the bound workspace knows of voices, as it stands in an export; people by their labels. */
@Repository
public class ExportedVoices {
    private static final String SAMPLES =
            """
            select jsonb_build_object('ref_id', id, 'author_label', author_label, 'source_type', source_type,
                       'prompt_id', prompt_id, 'prompt_text', prompt_text, 'title', title, 'content', content,
                       'word_count', word_count, 'language', language, 'excluded', excluded)
              from app.writing_samples order by id
            """;

    private static final String PROFILES =
            """
            select jsonb_build_object('ref_id', id, 'name', name, 'slug', slug, 'description', description,
                       'author_label', author_label, 'tone_description', tone_description,
                       'signature_phrases', signature_phrases, 'word_choices', word_choices,
                       'example_excerpts', example_excerpts, 'avoid_patterns', avoid_patterns, 'avoid_list', avoid_list,
                       'analysis', analysis, 'stylometry', stylometry, 'source_sample_count', source_sample_count,
                       'source_word_count', source_word_count)
              from app.voice_profiles order by id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ExportedVoices(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The texts of its authors, oldest first. */
    @Transactional(readOnly = true)
    public List<ObjectNode> samples() {
        return read(SAMPLES);
    }

    /** Its own profiles, oldest first; presets belong to the product. */
    @Transactional(readOnly = true)
    public List<ObjectNode> profiles() {
        return read(PROFILES);
    }

    private List<ObjectNode> read(String sql) {
        return jdbc.sql(sql).query((row, _) -> (ObjectNode) json.readTree(row.getString(1))).list();
    }
}
