package com.postmagiq.asset;

import com.postmagiq.identity.DerivedKeys;
import com.postmagiq.kernel.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
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
        var second = expires.getEpochSecond();
        return new Link(
                "/api/v1/files/%s/%s?expires=%d&signature=%s"
                        .formatted(
                                workspaceId,
                                assetId,
                                second,
                                keys.signature(PURPOSE, what(workspaceId, assetId, second))),
                expires);
    }

    /**
     * @throws ProblemException {@code asset.link_invalid}, the same for every reason
     */
    void verify(UUID workspaceId, UUID assetId, long expires, String signature) {
        if (!keys.fits(PURPOSE, what(workspaceId, assetId, expires), signature)
                || expires <= clock.instant().getEpochSecond()) {
            throw new ProblemException(
                    AssetProblem.LINK_INVALID,
                    "This link does not work, or not any more; open the file again to get a new one.");
        }
    }

    private static String what(UUID workspaceId, UUID assetId, long expires) {
        return "%s/%s/%d".formatted(workspaceId, assetId, expires);
    }
}
