package com.postmagiq.asset;

import com.postmagiq.identity.DerivedKeys;
import com.postmagiq.kernel.problem.ProblemException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Addresses of files that work without signing in, for one file and a short time: for what cannot
 * send a header, such as a picture in a page.
 */
@Component
class SignedLinks {
    private static final String PURPOSE = "file-links";

    private final DerivedKeys keys;
    private final AssetSettings settings;
    private final Clock clock;

    SignedLinks(DerivedKeys keys, AssetSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A link.
     *
     * @param url a path of this server with its query
     */
    record Link(String url, Instant expiresAt) {}

    Link to(UUID workspaceId, UUID assetId) {
        var expires =
                Instant.ofEpochSecond(clock.instant().plus(settings.linkLife()).getEpochSecond());
        var signature = signature(0, workspaceId, assetId, expires.getEpochSecond());
        return new Link(
                "/api/v1/files/%s/%s?expires=%d&signature=%s"
                        .formatted(
                                workspaceId,
                                assetId,
                                expires.getEpochSecond(),
                                Base64.getUrlEncoder().withoutPadding().encodeToString(signature)),
                expires);
    }

    /**
     * @throws ProblemException {@code asset.link_invalid}, the same for every reason
     */
    void verify(UUID workspaceId, UUID assetId, long expires, String signature) {
        var given = decoded(signature);
        var signed = false;
        for (var i = 0; i < keys.of(PURPOSE).size(); i++) {
            signed |= MessageDigest.isEqual(given, signature(i, workspaceId, assetId, expires));
        }
        if (!signed || expires <= clock.instant().getEpochSecond()) {
            throw new ProblemException(
                    AssetProblem.LINK_INVALID,
                    "This link does not work, or not any more; open the file again to get a new one.");
        }
    }

    private byte[] signature(int key, UUID workspaceId, UUID assetId, long expires) {
        return DerivedKeys.sign(
                keys.of(PURPOSE).get(key), "%s/%s/%d".formatted(workspaceId, assetId, expires));
    }

    private static byte[] decoded(String signature) {
        try {
            return Base64.getUrlDecoder().decode(signature);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
