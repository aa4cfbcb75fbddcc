package com.postmagiq.notification.mail;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.crypto.StoredSecrets;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.mail.NewMail;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The queue's rows. Secrets leave and enter encrypted, bound to their row. */
@Repository
public class MailRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> PARAMS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> SECRETS = new TypeReference<>() {};
    private static final int LONGEST_ERROR = 500;

    private static final String COLUMNS =
            """
            id, workspace_id, user_id, to_email, to_name, template, locale, params, secret_data, secrets_kept,
            category, status, attempts, next_attempt_at, sent_at, provider, provider_message_id, error_message,
            created_at
            """;

    private final JdbcClient jdbc;
    private final StoredSecrets secrets;
    private final Clock clock;

    MailRows(JdbcClient jdbc, StoredSecrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Queues a mail; empty when one with its key is there already. */
    Optional<UUID> insert(NewMail mail) {
        var id = Ids.next();
        var sealed =
                mail.secrets().isEmpty()
                        ? null
                        : secrets.seal(place(id), JSON.writeValueAsBytes(mail.secrets()));
        var rows =
                jdbc.sql(
                                """
                                insert into core.email_queue (id, workspace_id, account_id, user_id, to_email, to_name,
                                    template, locale, params, secret_data, secrets_kept, category, next_attempt_at,
                                    dedupe_key, created_at, updated_at)
                                values (:id, :workspace, :account, :user, :email, :name, :template, :locale,
                                    cast(:params as jsonb), :secrets, :kept, :category, :now, :dedupe, :now, :now)
                                on conflict (dedupe_key) do nothing
                                """)
                        .param("id", id)
                        .param("workspace", CurrentWorkspace.idOrNull())
                        .param("account", CurrentAccount.idOrNull())
                        .param("user", mail.userId())
                        .param("email", mail.toEmail())
                        .param("name", mail.toName())
                        .param("template", mail.template())
                        .param("locale", mail.locale())
                        .param("params", JSON.writeValueAsString(mail.params()))
                        .param("secrets", sealed)
                        .param("kept", sealed != null)
                        .param("category", mail.category().name().toLowerCase(Locale.ROOT))
                        .param("now", now())
                        .param("dedupe", mail.dedupeKey())
                        .update();
        return rows == 1 ? Optional.of(id) : Optional.empty();
    }

    public Optional<QueuedMail> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from core.email_queue where id = :id")
                .param("id", id)
                .query((row, _) -> mail(row))
                .optional();
    }

    /**
     * A page of the log, newest first.
     *
     * @param before the last id already shown, or null
     * @param status null for any
     */
    public List<QueuedMail> newest(
            @Nullable UUID before, QueuedMail.@Nullable Status status, int limit) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + """
                                  from core.email_queue
                                 where (cast(:before as uuid) is null or id < :before)
                                   and (cast(:status as text) is null or status = :status)
                                 order by id desc
                                 limit :limit
                                """)
                .param("before", before)
                .param("status", status == null ? null : status.stored())
                .param("limit", limit)
                .query((row, _) -> mail(row))
                .list();
    }

    /**
     * Takes a mail for one try. One that another node died with is taken again; a first try fixes
     * the Message-ID for all that follow.
     */
    Optional<QueuedMail> take(UUID id, String messageIdDomain) {
        return jdbc.sql(
                        """
                        update core.email_queue
                           set status = 'sending', attempts = attempts + 1, updated_at = :now,
                               provider_message_id = coalesce(provider_message_id, :message)
                         where id = :id and status in ('pending', 'sending')
                        returning\s"""
                                + COLUMNS)
                .param("now", now())
                .param("message", "<%s@%s>".formatted(id, messageIdDomain))
                .param("id", id)
                .query((row, _) -> mail(row))
                .optional();
    }

    void sent(UUID id, String provider) {
        jdbc.sql(
                        """
                        update core.email_queue
                           set status = 'sent', provider = :provider, sent_at = :now, next_attempt_at = null,
                               error_message = null, updated_at = :now
                         where id = :id and status = 'sending'
                        """)
                .param("provider", provider)
                .param("now", now())
                .param("id", id)
                .update();
    }

    void again(UUID id, Instant at, String error) {
        jdbc.sql(
                        """
                        update core.email_queue
                           set status = 'pending', next_attempt_at = :at, error_message = :error, updated_at = :now
                         where id = :id and status = 'sending'
                        """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("error", shortened(error))
                .param("now", now())
                .param("id", id)
                .update();
    }

    /** Ends a mail that is not sent. */
    void end(UUID id, QueuedMail.Status status, String error) {
        jdbc.sql(
                        """
                        update core.email_queue
                           set status = :status, next_attempt_at = null, error_message = :error, updated_at = :now
                         where id = :id and status in ('pending', 'sending')
                        """)
                .param("status", status.stored())
                .param("error", shortened(error))
                .param("now", now())
                .param("id", id)
                .update();
    }

    /** Puts a failed mail back into the queue; false when it has not failed or cannot be built. */
    public boolean revive(UUID id) {
        return jdbc.sql(
                                """
                                update core.email_queue
                                   set status = 'pending', attempts = 0, next_attempt_at = :now, updated_at = :now
                                 where id = :id and status = 'failed' and to_email is not null
                                   and (secret_data is not null or not secrets_kept)
                                """)
                        .param("now", now())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** No more mail to this address: its server has said that nobody reads it. */
    void suppress(String email) {
        jdbc.sql(
                        """
                        insert into core.email_suppressions (email_hash, reason, created_at)
                        values (:hash, 'hard_bounce', :now)
                        on conflict do nothing
                        """)
                .param("hash", Sha256.of(email))
                .param("now", now())
                .update();
    }

    /** The reader of an address wants no more mails of one kind. */
    void unsubscribe(byte[] emailHash, String template) {
        jdbc.sql(
                        """
                        insert into core.email_suppressions (email_hash, reason, template, created_at)
                        values (:hash, 'unsubscribed', :template, :now)
                        on conflict do nothing
                        """)
                .param("hash", emailHash)
                .param("template", template)
                .param("now", now())
                .update();
    }

    boolean isSuppressed(String email, NewMail.Category category, String template) {
        return jdbc.sql(
                        """
                        select exists (select from core.email_suppressions
                                        where email_hash = :hash and (category is null or category = :category)
                                          and (template is null or template = :template))
                        """)
                .param("hash", Sha256.of(email))
                .param("category", category.name().toLowerCase(Locale.ROOT))
                .param("template", template)
                .query(Boolean.class)
                .single();
    }

    private QueuedMail mail(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var sealed = row.getBytes("secret_data");
        return new QueuedMail(
                id,
                row.getObject("workspace_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getString("to_email"),
                row.getString("to_name"),
                row.getString("template"),
                row.getString("locale"),
                JSON.readValue(row.getString("params"), PARAMS),
                sealed == null ? Map.of() : opened(sealed, id),
                sealed == null && row.getBoolean("secrets_kept"),
                NewMail.Category.valueOf(row.getString("category").toUpperCase(Locale.ROOT)),
                QueuedMail.Status.named(row.getString("status")),
                row.getInt("attempts"),
                instant(row, "next_attempt_at"),
                instant(row, "sent_at"),
                row.getString("provider"),
                row.getString("provider_message_id"),
                row.getString("error_message"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private Map<String, String> opened(byte[] sealed, UUID id) {
        var clear = new String(secrets.open(place(id), sealed), StandardCharsets.UTF_8);
        return JSON.readValue(clear, SECRETS);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static StoredSecrets.Place place(UUID id) {
        return new StoredSecrets.Place("email_queue", "secret_data", id);
    }

    private static String shortened(String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
