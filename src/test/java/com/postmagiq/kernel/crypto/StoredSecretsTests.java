package com.postmagiq.kernel.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.postgres.DatabaseLogin;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

class StoredSecretsTests {
    private static final String KEY = base64(1);
    private static final String LATER_KEY = base64(2);
    private static final byte[] SECRET = "a seed".getBytes(StandardCharsets.UTF_8);

    private final StoredSecrets.Place place = place(Ids.next());

    @Test
    void given_a_secret__when_it_is_stored__then_it_can_be_read_at_its_place_alone() {
        var database = TestPostgres.createDatabase("stored_secrets_place").app();
        var secrets = secrets(database, MasterKeys.of(KEY, ""));

        var stored = secrets.seal(place, SECRET);

        assertThat(secrets.open(place, stored)).isEqualTo(SECRET);
        assertThat(secrets.seal(place, SECRET)).isNotEqualTo(stored);
        assertThat(HexFormat.of().formatHex(stored))
                .doesNotContain(HexFormat.of().formatHex(SECRET));
        assertThatIllegalStateException()
                .isThrownBy(() -> secrets.open(place(Ids.next()), stored))
                .withMessageContaining("belongs to another row");
        for (var i : new int[] {17, 30, stored.length - 1}) {
            var changed = stored.clone();
            changed[i] ^= 1;
            assertThatIllegalStateException().isThrownBy(() -> secrets.open(place, changed));
        }
    }

    @Test
    void given_another_node__when_it_reads_what_the_first_stored__then_it_can() {
        var database = TestPostgres.createDatabase("stored_secrets_nodes").app();
        var stored = secrets(database, MasterKeys.of(KEY, "")).seal(place, SECRET);

        assertThat(secrets(database, MasterKeys.of(KEY, "")).open(place, stored)).isEqualTo(SECRET);
    }

    @Test
    void given_a_new_master_key__when_it_starts_once_with_the_old_one__then_that_can_go() {
        var database = TestPostgres.createDatabase("stored_secrets_rotation").app();
        var stored = secrets(database, MasterKeys.of(KEY, "")).seal(place, SECRET);

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                secrets(database, MasterKeys.of(LATER_KEY, ""))
                                        .afterSingletonsInstantiated())
                .withMessageContaining("POSTMAGIQ_MASTER_KEY_PREVIOUS");
        secrets(database, MasterKeys.of(LATER_KEY, KEY)).afterSingletonsInstantiated();

        assertThat(secrets(database, MasterKeys.of(LATER_KEY, "")).open(place, stored))
                .isEqualTo(SECRET);
    }

    @Test
    void given_an_unfit_master_key__then_the_sentence_says_how_to_make_one() {
        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKeys.of("c2hvcnQ=", ""))
                .withMessage(
                        "POSTMAGIQ_MASTER_KEY holds 5 bytes; it must be 32 bytes in base64. Make one with: openssl rand -base64 32");
        assertThatIllegalStateException()
                .isThrownBy(() -> MasterKeys.of(KEY, "not base64!"))
                .withMessageStartingWith("POSTMAGIQ_MASTER_KEY_PREVIOUS is not base64");
    }

    /** Test case 14 of McGrew and Viega's specification of GCM: all zeros. */
    @Test
    void given_the_published_vector__then_it_is_decrypted_and_a_changed_one_is_not()
            throws GeneralSecurityException {
        var key = new SecretKeySpec(new byte[32], "AES");
        var sealed =
                HexFormat.of()
                        .parseHex(
                                "000000000000000000000000"
                                        + "cea7403d4d606b6e074ec5d3baf39d18"
                                        + "d0d1c8a799996bf0265b98b5d48ab919");

        assertThat(AesGcm.decrypt(key, sealed, new byte[0])).isEqualTo(new byte[16]);
        assertThatThrownBy(() -> AesGcm.decrypt(key, sealed, new byte[] {1}))
                .isInstanceOf(GeneralSecurityException.class);
    }

    private static StoredSecrets secrets(DatabaseLogin login, MasterKeys masters) {
        var source = new DriverManagerDataSource(login.url(), login.user(), login.password());
        return new StoredSecrets(
                JdbcClient.create(source),
                new JdbcTransactionManager(source),
                masters,
                Clock.systemUTC());
    }

    private static StoredSecrets.Place place(UUID row) {
        return new StoredSecrets.Place("second_factors", "secret_enc", row);
    }

    private static String base64(int filling) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
