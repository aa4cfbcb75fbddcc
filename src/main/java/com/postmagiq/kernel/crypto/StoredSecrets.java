package com.postmagiq.kernel.crypto;

import com.postmagiq.kernel.id.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Encrypts what the database must hold and a thief of the database must not read. Values lie under
 * a data key, which lies wrapped by a master key that is never in the database; each is bound to
 * its row and column, so that it cannot be moved to another.
 *
 * <p>A value is: version (1 byte), id of the data key (16), nonce (12), ciphertext and tag.
 */
@Repository
public class StoredSecrets implements SmartInitializingSingleton {
    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 17;
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Where a value stands: a column of a row of schema {@code core}. */
    public record Place(String table, String column, UUID rowId) {
        private byte[] context() {
            return "core|%s|%s|%s".formatted(table, column, rowId).getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * @param newest encrypts; the others only decrypt
     */
    private record Keys(UUID newest, Map<UUID, SecretKey> byId) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Wrapped(UUID id, String masterKey, byte[] bytes) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final MasterKeys masters;
    private final Clock clock;
    private volatile @Nullable Keys keys;

    StoredSecrets(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            MasterKeys masters,
            Clock clock) {
        this.jdbc = jdbc;
        // A key must be there for good before a value uses it, whatever becomes of the caller.
        this.ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.masters = masters;
        this.clock = clock;
    }

    /** Stops the start when a stored key cannot be unwrapped. */
    @Override
    public void afterSingletonsInstantiated() {
        load();
    }

    /** Makes a further data key, which encrypts from now on; those before only decrypt. */
    UUID renew() {
        loaded();
        var id = Ids.next();
        ownTransaction.executeWithoutResult(_ -> made(id));
        return load().newest();
    }

    /** The value to store at this place. */
    public byte[] seal(Place place, byte[] secret) {
        var current = loaded();
        var key = current.byId().get(current.newest());
        if (key == null) {
            throw new IllegalStateException("There is no data key " + current.newest());
        }
        var sealed = AesGcm.encrypt(key, secret, place.context());
        return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                .put(VERSION)
                .putLong(current.newest().getMostSignificantBits())
                .putLong(current.newest().getLeastSignificantBits())
                .put(sealed)
                .array();
    }

    /**
     * The secret of a value stored at this place.
     *
     * @throws IllegalStateException when the value was changed or belongs to another place
     */
    public byte[] open(Place place, byte[] stored) {
        var value = ByteBuffer.wrap(stored);
        if (stored.length <= HEADER_BYTES || value.get() != VERSION) {
            throw new IllegalStateException("%s holds no encrypted value".formatted(place));
        }
        var keyId = new UUID(value.getLong(), value.getLong());
        var sealed = new byte[value.remaining()];
        value.get(sealed);
        try {
            return AesGcm.decrypt(key(keyId), sealed, place.context());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "%s was changed, or belongs to another row".formatted(place), e);
        }
    }

    private SecretKey key(UUID id) {
        var known = loaded().byId().get(id);
        // Another node may have made one since.
        var key = known == null ? load().byId().get(id) : known;
        if (key == null) {
            throw new IllegalStateException(
                    "A stored value needs data key %s, which the database does not hold"
                            .formatted(id));
        }
        return key;
    }

    private Keys loaded() {
        var known = keys;
        return known == null ? load() : known;
    }

    private synchronized Keys load() {
        var loaded = ownTransaction.execute(_ -> readOrMake());
        keys = loaded;
        return loaded;
    }

    private Keys readOrMake() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('data-keys', 0))")
                .query((_, _) -> true)
                .single();
        var stored =
                jdbc.sql("select id, master_key, wrapped_key from core.data_keys order by id")
                        .query(
                                (row, _) ->
                                        new Wrapped(
                                                row.getObject("id", UUID.class),
                                                row.getString("master_key"),
                                                row.getBytes("wrapped_key")))
                        .list();
        var byId = new LinkedHashMap<UUID, SecretKey>();
        for (var wrapped : stored) {
            byId.put(wrapped.id(), unwrapped(wrapped));
        }
        if (byId.isEmpty()) {
            var id = Ids.next();
            byId.put(id, made(id));
        }
        return new Keys(byId.sequencedKeySet().getLast(), Map.copyOf(byId));
    }

    /** One under a master key of before is wrapped anew, so that the old one can be retired. */
    private SecretKey unwrapped(Wrapped wrapped) {
        var master =
                masters.named(wrapped.masterKey())
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "Stored secrets lie under master key %s, which is not among those given: set %s or %s_PREVIOUS to it, or restore the key file of this installation"
                                                        .formatted(
                                                                wrapped.masterKey(),
                                                                MasterKeys.SETTING,
                                                                MasterKeys.SETTING)));
        SecretKey key;
        try {
            key = aes(AesGcm.decrypt(master.secret(), wrapped.bytes(), context(wrapped.id())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Data key %s was changed".formatted(wrapped.id()), e);
        }
        if (!master.id().equals(masters.current().id())) {
            jdbc.sql(
                            """
                            update core.data_keys set master_key = :master, wrapped_key = :wrapped where id = :id
                            """)
                    .param("master", masters.current().id())
                    .param("wrapped", wrap(wrapped.id(), key))
                    .param("id", wrapped.id())
                    .update();
        }
        return key;
    }

    private SecretKey made(UUID id) {
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        var key = aes(bytes);
        jdbc.sql(
                        """
                        insert into core.data_keys (id, master_key, wrapped_key, created_at)
                        values (:id, :master, :wrapped, :now)
                        """)
                .param("id", id)
                .param("master", masters.current().id())
                .param("wrapped", wrap(id, key))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return key;
    }

    private byte[] wrap(UUID id, SecretKey key) {
        return AesGcm.encrypt(masters.current().secret(), key.getEncoded(), context(id));
    }

    private static byte[] context(UUID id) {
        return ("data key " + id).getBytes(StandardCharsets.UTF_8);
    }

    private static SecretKey aes(byte[] bytes) {
        return new SecretKeySpec(bytes, "AES");
    }
}
