-- What every column holds about people, for the parts made before columns had to say so. Copies of somebody's data and
-- their erasure follow these comments, and a test refuses a column without one.
do $$
declare
  said record;
begin
  for said in
    select what.key as comment, tables.key as tab, col
      from jsonb_each('{
    "pii: none": {
        "app.agent_invocations": ["agent", "billing", "error_code", "model", "persona", "persona_version",
            "planned_agent", "provider", "purpose", "request_hash", "state", "status"],
        "app.assets": ["asset_type", "bucket", "checksum_sha256", "mime_type", "object_key", "state", "storage"],
        "app.audit_scores": ["auditor_agent", "auditor_persona", "content_hash", "decision", "state",
            "stated_decision"],
        "app.cost_meters": ["period", "scope"],
        "app.counters": ["name"],
        "app.evaluation_cases": ["platform", "shape"],
        "app.evaluation_experiments": ["status", "stop_reason"],
        "app.evaluation_preferences": ["choice"],
        "app.evaluation_results": ["arm", "status"],
        "app.finding_dismissals": ["check_id", "content_hash"],
        "app.idempotency_keys": ["key", "request_hash"],
        "app.pinned_configs": ["content_hash"],
        "app.post_versions": ["content_hash", "source"],
        "app.posts": ["shape", "status"],
        "app.quality_reports": ["content_hash"],
        "app.run_quotes": ["fingerprint"],
        "app.transcriptions": ["error_code", "language_detected", "language_requested", "model", "provider",
            "source_type", "status"],
        "app.visit_prompts": ["persona", "persona_source"],
        "app.workflow_config_versions": ["content_hash"],
        "app.workflow_configs": ["content_hash", "slug"],
        "app.workflow_decisions": ["content_hash", "decision", "kind", "request_hash", "state", "status"],
        "app.workflow_events": ["state", "type"],
        "app.workflow_outputs": ["agent", "author", "content_hash", "model", "output_type", "path", "provider",
            "state"],
        "app.workflow_persona_versions": ["content_hash", "model_tier", "needs_rules", "output_kind"],
        "app.workflow_personas": ["content_hash", "model_tier", "needs_rules", "output_kind", "slug"],
        "app.workflow_runs": ["config_hash", "config_slug", "counters", "current_state", "final_state", "fork_state",
            "overrides_hash", "platform", "purpose", "shape", "status", "story_key", "tier"],
        "app.workflow_sessions": ["agent", "session_key", "tool_session_id"],
        "app.workflow_settings": ["default_config", "default_voice"],
        "app.workflow_state_visits": ["next_state", "state", "transition", "type"],
        "core.cost_meters": ["period", "scope"],
        "core.local_model_offers": ["node"],
        "core.model_aliases": ["alias", "model_id", "provider", "replacement", "retired_at"],
        "core.model_prices": ["model_id", "provider"],
        "core.provider_buckets": ["credential", "provider"],
        "core.provider_turns": ["credential", "provider", "waiting"],
        "core.scheduled_tasks": ["picked_by", "task_data", "task_instance", "task_name"],
        "core.shared_server_calls": ["address", "provider", "who"],
        "core.system_config_versions": ["content_hash", "slug", "yaml"],
        "core.system_configs": ["config_file", "content_hash", "description", "disabled_reason", "environment",
            "features", "findings", "name", "slug", "tier_required"],
        "core.system_persona_versions": ["content_hash", "description", "model_tier", "name", "needs_rules",
            "output_kind", "slug", "template"],
        "core.system_personas": ["content_hash", "slug"],
        "core.system_prompt_texts": ["content_hash", "kind", "name", "slug", "text"]
    },
    "pii: content; export: no; erase: keep:belongs to the workspace": {
        "app.agent_invocations": ["answer", "answer_notes", "error"],
        "app.audit_scores": ["verdict"],
        "app.evaluation_cases": ["expectations", "label", "reference_text", "story", "tags"],
        "app.evaluation_experiments": ["arms", "label"],
        "app.evaluation_results": ["expectations_met", "label", "metrics"],
        "app.evaluation_sets": ["description", "name"],
        "app.finding_dismissals": ["reason"],
        "app.pinned_configs": ["yaml"],
        "app.quality_reports": ["provenance", "report"],
        "app.transcriptions": ["error_detail"],
        "app.visit_prompts": ["parts", "voice"],
        "app.workflow_config_versions": ["note", "yaml"],
        "app.workflow_configs": ["description", "name"],
        "app.workflow_decisions": ["context", "feedback", "options", "prompt", "questions", "rule"],
        "app.workflow_events": ["data"],
        "app.workflow_outputs": ["cleanups", "content", "notes", "parsed"],
        "app.workflow_persona_versions": ["description", "name", "note", "template", "voice"],
        "app.workflow_personas": ["description", "name", "template", "voice"],
        "app.workflow_runs": ["error", "forced_reason", "fork_slots", "inherited_notes", "label", "overrides",
            "pause_reason", "pending_feedback", "story_label"],
        "app.workflow_session_messages": ["answer_text", "user_text"],
        "app.workflow_state_visits": ["feedback", "human_feedback"]
    },
    "pii: content; export: yes; erase: keep:belongs to the workspace": {
        "app.post_versions": ["content"],
        "app.posts": ["story_used", "topic"]
    },
    "pii: identity; export: yes; erase: replace": {
        "app.workflow_decisions": ["decided_by_name"],
        "app.finding_dismissals": ["dismissed_by_name"]
    },
    "pii: network; export: no; erase: keep:gone within the hour": {
        "core.rate_limit_buckets": ["bucket_key"]
    }
}'::jsonb) what,
           jsonb_each(what.value) tables,
           jsonb_array_elements_text(tables.value) col
  loop
    execute format('comment on column %s.%I is %L', said.tab, said.col, said.comment);
  end loop;
end $$;
