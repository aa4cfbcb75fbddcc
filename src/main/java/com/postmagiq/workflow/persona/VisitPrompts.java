package com.postmagiq.workflow.persona;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import com.postmagiq.workflow.persona.Composed.Part;
import com.postmagiq.workflow.persona.Personas.Parts;
import com.postmagiq.workflow.persona.Personas.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The versions the prompts of a visit are made of. They are fixed as it begins, in the same commit;
 * whatever is edited afterwards counts from the next visit on, and history can say which words were
 * used.
 */
@Repository
public class VisitPrompts {
    private static final String FIND =
            """
            select persona_source, persona_version, rules_version, voice, voice_version
              from app.visit_prompts where visit_id = ? and persona = ?
            """;

    private final JdbcClient jdbc;
    private final TenantDb db;
    private final Personas personas;
    private final SystemPersonas system;
    private final OwnPersonas own;
    private final JsonMapper json;
    private final Clock clock;

    VisitPrompts(
            JdbcClient jdbc,
            TenantDb db,
            Personas personas,
            SystemPersonas system,
            OwnPersonas own,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.db = db;
        this.personas = personas;
        this.system = system;
        this.own = own;
        this.json = json;
        this.clock = clock;
    }

    /** A role as a visit asks for it. */
    public sealed interface Role {
        String slug();

        /** One that is stored. */
        record Named(String slug) implements Role {}

        /** One whose text stands in the run's own configuration. */
        record Written(Persona persona) implements Role {
            @Override
            public String slug() {
                return persona.slug();
            }
        }
    }

    /**
     * What the prompts of one role in one visit were made of.
     *
     * @param parts null where the text stood in the configuration, or is gone
     */
    public record Recorded(
            String state,
            int visit,
            String slug,
            Source source,
            int version,
            @Nullable Parts parts) {}

    private record Fixed(
            Source source,
            int personaVersion,
            @Nullable Integer rulesVersion,
            @Nullable String voice,
            @Nullable Integer voiceVersion) {}

    /**
     * Fixes the parts of the roles of a visit that begins now. A role that cannot be had is left
     * out: the call that needs it says so. Callers hold the transaction that stores the visit.
     */
    public Map<Role, Parts> begin(UUID visitId, Collection<Role> roles) {
        var fixed = new HashMap<Role, Parts>();
        for (var role : roles) {
            available(role, visitId)
                    .ifPresent(
                            parts -> {
                                insert(visitId, parts);
                                fixed.put(role, parts);
                            });
        }
        return fixed;
    }

    /**
     * The parts of a role in a visit that somebody else began, or that began without it.
     *
     * @throws PersonaUnavailable when the role or a part of it cannot be had
     */
    @Transactional
    public Parts of(UUID visitId, Role role) {
        var known = find(visitId, role.slug());
        if (known.isEmpty()) {
            var parts = current(role, visitId);
            // Of the slots of a fan-out one comes first; the others take what it fixed.
            if (insert(visitId, parts)) {
                return parts;
            }
            known = find(visitId, role.slug());
        }
        var fixed = known.orElseThrow();
        return switch (role) {
            case Role.Named(var slug) ->
                    around(role(slug, fixed).orElseThrow(() -> gone(slug)), fixed);
            case Role.Written(var persona) -> around(persona, fixed);
        };
    }

    private Optional<Parts> available(Role role, UUID visitId) {
        try {
            return Optional.of(current(role, visitId));
        } catch (PersonaUnavailable _) {
            return Optional.empty(); // nobody is asked in this role
        }
    }

    private Parts current(Role role, UUID visitId) {
        return switch (role) {
            case Role.Named(var slug) -> personas.current(slug, visitId);
            case Role.Written(var persona) -> personas.parts(persona, Source.CONFIG, null, visitId);
        };
    }

    /**
     * What the prompts of a run were made of, in the order its visits began. A visit in which
     * nobody was asked used no words.
     *
     * @param state null for all states
     * @param visit null for all visits
     */
    @Transactional(readOnly = true)
    public List<Recorded> recorded(UUID runId, @Nullable String state, @Nullable Integer visit) {
        return jdbc.sql(
                        """
                        select v.state, v.visit, p.persona, p.persona_source, p.persona_version, p.rules_version,
                               p.voice, p.voice_version
                          from app.visit_prompts p join app.workflow_state_visits v on v.id = p.visit_id
                         where v.run_id = :runId
                           and exists (select 1 from app.agent_invocations i where i.visit_id = v.id)
                           and (cast(:state as text) is null or v.state = :state)
                           and (cast(:visit as int) is null or v.visit = :visit)
                         order by v.started_at, p.persona
                        """)
                .param("runId", runId)
                .param("state", state)
                .param("visit", visit)
                .query(
                        (row, _) ->
                                recorded(
                                        row.getString("state"),
                                        row.getInt("visit"),
                                        row.getString("persona"),
                                        fixed(row)))
                .list();
    }

    private Recorded recorded(String state, int visit, String slug, Fixed fixed) {
        var known = fixed.source() == Source.CONFIG ? Optional.<Persona>empty() : role(slug, fixed);
        return new Recorded(
                state,
                visit,
                slug,
                fixed.source(),
                fixed.personaVersion(),
                known.map(persona -> around(persona, fixed)).orElse(null));
    }

    private Optional<Fixed> find(UUID visitId, String slug) {
        return db.first(FIND, (row, _) -> fixed(row), visitId, slug);
    }

    private static Fixed fixed(ResultSet row) throws SQLException {
        return new Fixed(
                Source.valueOf(row.getString("persona_source").toUpperCase(Locale.ROOT)),
                row.getInt("persona_version"),
                row.getObject("rules_version", Integer.class),
                row.getString("voice"),
                row.getObject("voice_version", Integer.class));
    }

    /** False when the role was fixed before. */
    private boolean insert(UUID visitId, Parts parts) {
        return jdbc.sql(
                                """
                                insert into app.visit_prompts (workspace_id, visit_id, persona, persona_source,
                                    persona_version, rules_version, voice, voice_version, parts, created_at)
                                values (:workspaceId, :visitId, :persona, :source, :version, :rules, :voice,
                                    :voiceVersion, cast(:parts as jsonb), :at)
                                on conflict do nothing
                                """)
                        .param("workspaceId", CurrentWorkspace.id())
                        .param("visitId", visitId)
                        .param("persona", parts.persona().slug())
                        .param("source", parts.source().name().toLowerCase(Locale.ROOT))
                        .param("version", parts.persona().version())
                        .param("rules", parts.rules().map(PromptText::version).orElse(null))
                        .param("voice", parts.voice().map(PromptText::slug).orElse(null))
                        .param("voiceVersion", parts.voice().map(PromptText::version).orElse(null))
                        .param("parts", json.writeValueAsString(listed(parts)))
                        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    private static List<Part> listed(Parts parts) {
        var listed = new ArrayList<Part>();
        parts.rules().ifPresent(text -> listed.add(part(SystemPersonas.RULES, text)));
        parts.voice().ifPresent(text -> listed.add(part(SystemPersonas.VOICE, text)));
        var persona = parts.persona();
        listed.add(new Part("persona", persona.slug(), persona.version(), persona.contentHash()));
        return listed;
    }

    private static Part part(String kind, PromptText text) {
        return new Part(kind, text.slug(), text.version(), text.contentHash());
    }

    private Optional<Persona> role(String slug, Fixed fixed) {
        return fixed.source() == Source.OWN
                ? own.version(slug, fixed.personaVersion()).map(OwnPersonas.Version::persona)
                : system.version(slug, fixed.personaVersion());
    }

    private Parts around(Persona persona, Fixed fixed) {
        var rules = fixed.rulesVersion();
        var voice = fixed.voice();
        var voiceVersion = fixed.voiceVersion();
        return new Parts(
                persona,
                fixed.source(),
                rules == null ? Optional.empty() : system.rules(persona.needsRules(), rules),
                voice == null || voiceVersion == null
                        ? Optional.empty()
                        : personas.voice(voice, voiceVersion));
    }

    private static PersonaUnavailable gone(String slug) {
        return new PersonaUnavailable(
                "The version of persona '%s' this visit began with is gone; retry the run to begin the state anew."
                        .formatted(slug));
    }
}
