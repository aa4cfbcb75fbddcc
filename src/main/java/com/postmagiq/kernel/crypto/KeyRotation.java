package com.postmagiq.kernel.crypto;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Encrypts all stored secrets anew under a fresh data key, a few rows at a time. Values under the
 * keys before can still be read, so servers go on meanwhile; cut off, it is simply run again.
 */
@Component
public class KeyRotation {
    private static final int BATCH = 500;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sealed(UUID id, byte[] value) {
        @Override
        public String toString() {
            return "Sealed[" + id + "]";
        }
    }

    private final JdbcClient jdbc;
    private final StoredSecrets secrets;
    private final ObjectProvider<SealedColumn> columns;
    private final TransactionTemplate transaction;

    KeyRotation(
            JdbcClient jdbc,
            StoredSecrets secrets,
            ObjectProvider<SealedColumn> columns,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.columns = columns;
        this.transaction = transaction;
    }

    /**
     * Makes a new data key and brings every value under it.
     *
     * @return how many values were encrypted anew
     */
    public int rotate() {
        var newest = secrets.renew();
        var all = 0;
        for (var column : columns) {
            int done;
            do {
                done = transaction.execute(_ -> batch(column, newest));
                all += done;
            } while (done == BATCH);
        }
        return all;
    }

    /** Rows that somebody else works on wait for this, since none may be left out. */
    private int batch(SealedColumn column, UUID newest) {
        var old = old(column, newest);
        for (var row : old) {
            var place = new StoredSecrets.Place(column.table(), column.column(), row.id());
            jdbc.sql(
                            "update core.%s set %s = :value where id = :id"
                                    .formatted(column.table(), column.column()))
                    .param("value", secrets.seal(place, secrets.open(place, row.value())))
                    .param("id", row.id())
                    .update();
        }
        return old.size();
    }

    private List<Sealed> old(SealedColumn column, UUID newest) {
        return jdbc.sql(
                        """
                        select id, %2$s as value from core.%1$s
                         where %2$s is not null and substring(%2$s from 2 for 16) <> :key
                         order by id limit %3$d for update
                        """
                                .formatted(column.table(), column.column(), BATCH))
                .param("key", bytes(newest))
                .query(
                        (row, _) ->
                                new Sealed(row.getObject("id", UUID.class), row.getBytes("value")))
                .list();
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
