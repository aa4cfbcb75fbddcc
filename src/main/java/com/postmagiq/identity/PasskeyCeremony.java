package com.postmagiq.identity;

import com.postmagiq.kernel.settings.Installation;
import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checks of WebAuthn (W3C, level 2, sections 7.1 and 7.2) on what a browser sends: right page,
 * right challenge, right signature, a counter that only rises. Stores nothing.
 */
@Component
class PasskeyCeremony {
    private static final Logger LOG = LoggerFactory.getLogger(PasskeyCeremony.class);

    /** ES256, EdDSA and RS256, as COSE numbers them. */
    static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);

    /**
     * A passkey as it is kept.
     *
     * @param key the authenticator's model, the key's id and the public key, as it sent them
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Kept(byte[] key, long signCount, boolean backupEligible, boolean backedUp) {}

    /** A passkey that was just made. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Made(byte[] credentialId, Kept kept, Set<String> transports) {}

    /**
     * A passkey that was just shown.
     *
     * @param userHandle whose it says it is; null when it does not say
     */
    record Shown(
            long signCount, boolean backedUp, boolean userVerified, @Nullable UUID userHandle) {}

    private final WebAuthnManager manager;
    private final AttestedCredentialDataConverter keys;
    private final JsonMapper json;
    private final Origin origin;
    private final String relyingParty;

    PasskeyCeremony(Installation installation, JsonMapper json) {
        var converter = new ObjectConverter();
        this.manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
        this.keys = new AttestedCredentialDataConverter(converter);
        this.json = json;
        this.origin = new Origin(installation.publicBaseUrl());
        this.relyingParty = URI.create(installation.publicBaseUrl()).getHost();
    }

    /** The host passkeys are bound to. */
    String relyingParty() {
        return relyingParty;
    }

    /** What a browser made for this challenge; empty when it is not acceptable. */
    Optional<Made> made(String challenge, Map<String, Object> credential) {
        try {
            var data =
                    manager.verify(
                            manager.parseRegistrationResponseJSON(text(credential)),
                            new RegistrationParameters(
                                    server(challenge),
                                    ALGORITHMS.stream().map(PasskeyCeremony::algorithm).toList(),
                                    false,
                                    true));
            var attestation = Objects.requireNonNull(data.getAttestationObject());
            var authenticator = attestation.getAuthenticatorData();
            var key = Objects.requireNonNull(authenticator.getAttestedCredentialData());
            var transports =
                    data.getTransports() == null
                            ? Set.<String>of()
                            : data.getTransports().stream()
                                    .map(AuthenticatorTransport::getValue)
                                    .collect(Collectors.toSet());
            return Optional.of(
                    new Made(
                            key.getCredentialId(),
                            new Kept(
                                    keys.convert(key),
                                    authenticator.getSignCount(),
                                    authenticator.isFlagBE(),
                                    authenticator.isFlagBS()),
                            transports));
        } catch (WebAuthnException | NullPointerException | IllegalArgumentException e) {
            LOG.debug("A new passkey was refused", e);
            return Optional.empty();
        }
    }

    /** Which passkey a browser shows, before anything of it is checked. */
    Optional<byte[]> credentialId(Map<String, Object> credential) {
        try {
            return Optional.ofNullable(
                    manager.parseAuthenticationResponseJSON(text(credential)).getCredentialId());
        } catch (WebAuthnException | NullPointerException | IllegalArgumentException e) {
            LOG.debug("A passkey could not be read", e);
            return Optional.empty();
        }
    }

    /** What a browser shows for this challenge with a kept passkey; empty when it is not right. */
    Optional<Shown> shown(String challenge, Kept kept, Map<String, Object> credential) {
        try {
            var record =
                    new CredentialRecordImpl(
                            null,
                            null,
                            kept.backupEligible(),
                            kept.backedUp(),
                            kept.signCount(),
                            keys.convert(kept.key()),
                            null,
                            null,
                            null,
                            null);
            var data =
                    manager.verify(
                            manager.parseAuthenticationResponseJSON(text(credential)),
                            new AuthenticationParameters(
                                    server(challenge), record, null, false, true));
            var authenticator = Objects.requireNonNull(data.getAuthenticatorData());
            return Optional.of(
                    new Shown(
                            authenticator.getSignCount(),
                            authenticator.isFlagBS(),
                            authenticator.isFlagUV(),
                            userHandle(data.getUserHandle())));
        } catch (WebAuthnException | NullPointerException | IllegalArgumentException e) {
            LOG.debug("A passkey was refused", e);
            return Optional.empty();
        }
    }

    /** The handle under which an authenticator keeps the person: their id as text. */
    static byte[] userHandle(UUID userId) {
        return userId.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static @Nullable UUID userHandle(byte @Nullable [] handle) {
        return handle == null || handle.length == 0
                ? null
                : UUID.fromString(new String(handle, StandardCharsets.US_ASCII));
    }

    private ServerProperty server(String challenge) {
        return ServerProperty.builder()
                .origin(origin)
                .rpId(relyingParty)
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    private static PublicKeyCredentialParameters algorithm(int number) {
        return new PublicKeyCredentialParameters(
                PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(number));
    }

    private String text(Map<String, Object> credential) {
        return json.writeValueAsString(credential);
    }
}
