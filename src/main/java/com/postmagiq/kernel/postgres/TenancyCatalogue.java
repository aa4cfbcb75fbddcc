package com.postmagiq.kernel.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Asks PostgreSQL's own catalogue whether every table, key, index, view, function, grant and role
 * keeps workspaces apart. What it finds are sentences; none is good. Works on any database the
 * installer has prepared, with any login that may connect.
 *
 * <p>Tables of schema {@code app} are fenced on {@code workspace_id}; account tables, which have no
 * such column, on {@code account_id}; {@code workspaces} and {@code accounts} themselves on {@code
 * id}.
 */
public final class TenancyCatalogue {
    /** A query for offenders, their name in the first column, and what is wrong with one. */
    private record Check(String sentence, String offenders) {}

    /** The fence column and setting of each table of {@code app}, and the text of its fence. */
    private static final String FENCES =
            """
            with tables as (
              select c.oid, c.relname, c.relkind,
                     exists (select from pg_attribute a
                              where a.attrelid = c.oid and a.attname = 'workspace_id'
                                and not a.attisdropped) as of_workspace
                from pg_class c
               where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p', 'f')),
            fences as (
              select t.*,
                     case when relname in ('workspaces', 'accounts') then 'id'
                          when of_workspace then 'workspace_id' else 'account_id' end as col,
                     case when relname = 'workspaces' or of_workspace then 'app.workspace_id'
                          else 'app.account_id' end as setting
                from tables t)
            """;

    private static final List<Check> CHECKS =
            List.of(
                    new Check(
                            "Table %s is not fenced: call app.fence in the migration that creates it.",
                            """
                            select c.oid::regclass::text
                              from pg_class c
                             where c.relnamespace = 'app'::regnamespace
                               and c.relkind in ('r', 'p', 'f')
                               and not (c.relrowsecurity and c.relforcerowsecurity and exists (
                                 select from pg_policy p
                                  where p.polrelid = c.oid and p.polname = 'tenant_fence'
                                    and not p.polpermissive and p.polcmd = '*'
                                    and p.polroles = array['postmagiq_app'::regrole::oid]
                                    and pg_get_expr(p.polqual, c.oid)
                                        = pg_get_expr(p.polwithcheck, c.oid)))
                            """),
                    new Check(
                            "The fence of table %s does not compare its fence column with the bound workspace or account.",
                            FENCES
                                    + """
                                    select f.oid::regclass::text
                                      from fences f
                                      join pg_policy p
                                        on p.polrelid = f.oid and p.polname = 'tenant_fence'
                                     where format('(%I = ( SELECT (current_setting(%L::text))::uuid AS current_setting))', f.col, f.setting)
                                           is distinct from pg_get_expr(p.polqual, f.oid)
                                        or pg_get_expr(p.polqual, f.oid)
                                           is distinct from pg_get_expr(p.polwithcheck, f.oid)
                                    """),
                    new Check(
                            "Foreign key %s leaves out the fence column of the table it points to, so a row could belong to one workspace and point into another.",
                            """
                            select k.conname || ' of ' || k.conrelid::regclass
                              from pg_constraint k
                             where k.contype = 'f' and k.connamespace = 'app'::regnamespace
                               and k.confrelid in (
                                 select oid from pg_class
                                  where relnamespace = 'app'::regnamespace
                                    and relname not in ('workspaces', 'accounts'))
                               and not exists (
                                 select from unnest(k.conkey, k.confkey) u(l, r)
                                   join pg_attribute a
                                     on a.attrelid = k.conrelid and a.attnum = u.l
                                   join pg_attribute b
                                     on b.attrelid = k.confrelid and b.attnum = u.r
                                    -- the row of a workspace is fenced on its own id
                                    and a.attname = case when k.conrelid = (
                                          select oid from pg_class
                                           where relnamespace = 'app'::regnamespace
                                             and relname = 'workspaces')
                                        then 'id' else b.attname end
                                    and b.attname = case when exists (
                                          select from pg_attribute w
                                           where w.attrelid = k.confrelid
                                             and w.attname = 'workspace_id'
                                             and not w.attisdropped)
                                        then 'workspace_id' else 'account_id' end)
                            """),
                    new Check(
                            "Table %s has no index that starts with its fence column, so every query of a workspace would read all workspaces' rows.",
                            FENCES
                                    + """
                                    select f.oid::regclass::text
                                      from fences f
                                      join pg_attribute a
                                        on a.attrelid = f.oid and a.attname = f.col
                                     where f.relkind in ('r', 'p')
                                       and not exists (
                                         select from pg_index i
                                          where i.indrelid = f.oid and i.indkey[0] = a.attnum
                                            and i.indpred is null)
                                    """),
                    new Check(
                            "Unique index %s does not start with the fence column, so one workspace could learn what another has stored.",
                            """
                            select i.indexrelid::regclass::text
                              from pg_index i
                              join pg_class c on c.oid = i.indrelid
                              left join pg_attribute a
                                on a.attrelid = c.oid and a.attnum = i.indkey[0]
                             where c.relnamespace = 'app'::regnamespace and i.indisunique
                               and c.relname not in ('workspaces', 'accounts')
                               and coalesce(a.attname, '') not in ('workspace_id', 'account_id')
                            """),
                    new Check(
                            "The fence column of table %s may be null, so a row could belong to nobody.",
                            FENCES
                                    + """
                                    select f.oid::regclass::text
                                      from fences f
                                      join pg_attribute a
                                        on a.attrelid = f.oid and a.attname = f.col
                                     where not a.attnotnull
                                    """),
                    new Check(
                            "View %s shows rows with its owner's rights: make it a plain view `with (security_invoker = true)`.",
                            """
                            select c.oid::regclass::text
                              from pg_class c
                             where c.relnamespace in ('app'::regnamespace, 'core'::regnamespace)
                               and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(
                                 c.reloptions @> array['security_invoker=true'], false))
                            """),
                    new Check(
                            "Function %s is leakproof or runs with its owner's rights, either of which passes the fence.",
                            """
                            select p.oid::regprocedure::text
                              from pg_proc p
                             where p.pronamespace in ('app'::regnamespace, 'core'::regnamespace)
                               and (p.proleakproof or p.prosecdef and not (
                                 p.proname = 'search_post_ids' and p.pronargs = 2
                                   and p.proowner = 'postmagiq_search'::regrole
                                 or p.proname = 'analyze_posts' and p.pronargs = 0
                                   and p.prorettype = 'void'::regtype))
                            """),
                    new Check(
                            "A runtime role or PUBLIC has too wide a right: %s.",
                            """
                            select format('%s on %s to %s', a.privilege_type, c.oid::regclass,
                                     case a.grantee when 0 then 'public'
                                       else a.grantee::regrole::text end)
                              from pg_class c, aclexplode(c.relacl) a
                             where c.relnamespace = 'app'::regnamespace
                               and (a.grantee = 0
                                 or a.grantee = 'postmagiq_app'::regrole and a.privilege_type
                                    not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
                                 or a.grantee = 'postmagiq_system'::regrole
                                    and a.privilege_type <> 'SELECT'
                                 or a.grantee = 'postmagiq_search'::regrole
                                    and (a.privilege_type <> 'SELECT'
                                      or c.relname <> 'post_documents'))
                            union all
                            select format('%s on %s of %s to %s', a.privilege_type, t.attname,
                                     t.attrelid::regclass, case a.grantee when 0 then 'public'
                                       else a.grantee::regrole::text end)
                              from pg_attribute t
                              join pg_class c on c.oid = t.attrelid, aclexplode(t.attacl) a
                             where c.relnamespace = 'app'::regnamespace
                               and (a.grantee = 0
                                 or a.grantee = 'postmagiq_app'::regrole
                                    and a.privilege_type = 'REFERENCES'
                                 or a.grantee = 'postmagiq_system'::regrole
                                    and a.privilege_type <> 'SELECT'
                                 or a.grantee = 'postmagiq_search'::regrole)
                            """),
                    new Check(
                            "Column %s can be read by postmagiq_app, which must never see password hashes.",
                            """
                            select c.oid::regclass || '.' || a.attname
                              from pg_class c
                              join pg_attribute a on a.attrelid = c.oid
                             where c.relnamespace = 'core'::regnamespace and c.relname = 'users'
                               and a.attname = 'password_hash'
                               and has_column_privilege('postmagiq_app', c.oid, a.attnum, 'SELECT')
                            """),
                    new Check(
                            "Relation %s is not owned by postmagiq_owner.",
                            """
                            select c.oid::regclass::text
                              from pg_class c
                             where c.relnamespace in ('app'::regnamespace, 'core'::regnamespace)
                               and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
                               and c.relowner <> 'postmagiq_owner'::regrole
                               and not (c.relkind = 'S' and exists (
                                 select from pg_depend d
                                  where d.objid = c.oid and d.deptype in ('a', 'i')))
                            """),
                    new Check(
                            "Role %s is too strong: it must not be superuser, bypass row security, create roles or databases, replicate, or be a member of a role.",
                            """
                            select r.rolname::text
                              from pg_roles r
                             where r.rolname in ('postmagiq_app', 'postmagiq_system', 'postmagiq_search')
                               and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb
                                 or r.rolreplication or exists (
                                   select from pg_auth_members m where m.member = r.oid))
                            """));

    private static final Check UNKNOWN_POLICY =
            new Check(
                    "Policy %s is not on the list of known ones.",
                    """
                    select polrelid::regclass || '/' || polname
                      from pg_policy
                     where polname not in ('tenant_fence', 'tenant_rows', 'maintenance_rows')
                    """);

    /**
     * Who each of the three known policies is for; anybody else would see more than a workspace.
     */
    private static final Check WIDE_POLICY =
            new Check(
                    "Policy %s is for other roles than the ones app.fence gives it.",
                    """
                    select polrelid::regclass || '/' || polname
                      from pg_policy
                     where polname in ('tenant_fence', 'tenant_rows')
                           and polroles <> array['postmagiq_app'::regrole::oid]
                        or polname = 'maintenance_rows'
                           and polroles <> array['postmagiq_maintenance'::regrole::oid]
                    """);

    private static final Check CORE_TABLES =
            new Check(
                    "Table core.%s is not on the list of global tables: put it into schema app and fence it.",
                    """
                    select c.relname::text
                      from pg_class c
                     where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p', 'f')
                       and not c.relispartition
                    """);

    /**
     * Policies besides those of {@code app.fence}. Each but one lets {@code postmagiq_system} read
     * a few columns across workspaces; add one here in the change whose migration makes it.
     */
    private static final Set<String> PRODUCT_POLICIES =
            Set.of(
                    // operators' counts and lists
                    "app.agent_invocations/system_rows",
                    "app.posts/system_rows",
                    // the daily look at keys that end soon
                    "app.api_keys/system_rows",
                    // what app.search_post_ids reads, which shows ids of one workspace only
                    "app.post_documents/search_rows",
                    // the hourly task of recurring posts
                    "app.post_recurrences/system_rows",
                    // "my accounts", and what each holds
                    "app.account_memberships/system_rows",
                    "app.accounts/system_rows",
                    "app.assets/system_rows",
                    "app.operations/system_rows",
                    "app.telemetry_events/system_rows",
                    // which workspaces have entries to seal, and the operators' log over all of
                    // them
                    "app.audit_logs/system_rows",
                    "app.audit_origins/system_rows",
                    "app.audit_heads/system_rows",
                    // "my workspaces", asked before one is chosen
                    "app.workflow_decisions/system_rows",
                    "app.workflow_runs/system_rows",
                    "app.workspace_memberships/system_rows",
                    "app.workspace_roles/system_rows",
                    "app.workspaces/system_rows");

    /** The global tables: they hold no text of a tenant, and none is added lightly. */
    private static final Set<String> PRODUCT_CORE_TABLES =
            Set.of(
                    "flyway_schema_history",
                    "scheduled_tasks",
                    "data_keys",
                    "model_aliases",
                    "model_prices",
                    "cost_meters",
                    // what the product brings for runs: configurations, roles, rules, voices
                    "system_configs",
                    "system_config_versions",
                    "system_personas",
                    "system_persona_versions",
                    "system_prompt_texts",
                    "provider_buckets",
                    "provider_turns",
                    "shared_server_calls",
                    "local_model_offers",
                    // people and how they sign in
                    "users",
                    "user_identities",
                    "second_factors",
                    "recovery_codes",
                    "passkeys",
                    "known_devices",
                    "active_sessions",
                    "refresh_tokens",
                    "one_time_tokens",
                    "sign_in_attempts",
                    "sign_in_throttles",
                    "impersonations",
                    "tenant_lookups",
                    "signing_keys",
                    "idempotency_keys",
                    "rate_limit_buckets",
                    // what belongs to a person and to no workspace
                    "privacy_consents",
                    "erasures",
                    "user_operations",
                    "user_assets",
                    "user_notices",
                    // files to remove whose rows are gone: paths of ids, no names
                    "asset_deletions",
                    "audit_logs",
                    "audit_origins",
                    "audit_seals",
                    "audit_heads",
                    "account_suspensions",
                    "announcements",
                    "notification_channels",
                    "notification_digest_items",
                    "notification_quiet_hours",
                    "push_subscriptions",
                    "email_queue",
                    "email_suppressions",
                    // catalogues everybody reads
                    "roles",
                    "subscription_tiers",
                    "billing_events",
                    "system_templates");

    private final Set<String> policies;
    private final Set<String> coreTables;

    /**
     * @param policies known policies besides those of {@code app.fence}, each {@code
     *     app.table/policy}
     * @param coreTables names of the global tables
     */
    public TenancyCatalogue(Set<String> policies, Set<String> coreTables) {
        this.policies = Set.copyOf(policies);
        this.coreTables = Set.copyOf(coreTables);
    }

    /** The catalogue with the policies and global tables of this product. */
    public static TenancyCatalogue ofProduct() {
        return new TenancyCatalogue(PRODUCT_POLICIES, PRODUCT_CORE_TABLES);
    }

    /** Everything that is wrong, one sentence each. Leaves the connection as it was. */
    public List<String> findings(Connection connection) throws SQLException {
        var findings = new ArrayList<String>();
        for (var check : CHECKS) {
            report(connection, check, Set.of(), findings);
        }
        report(connection, WIDE_POLICY, Set.of(), findings);
        report(connection, UNKNOWN_POLICY, policies, findings);
        report(connection, CORE_TABLES, coreTables, findings);
        return findings;
    }

    private static void report(
            Connection connection, Check check, Set<String> known, List<String> findings)
            throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(check.offenders())) {
            while (rows.next()) {
                var offender = rows.getString(1);
                if (!known.contains(offender)) {
                    findings.add(check.sentence().formatted(offender));
                }
            }
        }
    }
}
