package com.postmagiq.privacy;

import com.postmagiq.identity.DerivedKeys;
import com.postmagiq.kernel.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Addresses of copies: for one copy of one person, who must be signed in, and for its life. */
@Component
class ExportLinks {
    private static final String PURPOSE = "personal-exports";

    private final DerivedKeys keys;
    private final Clock clock;

    ExportLinks(DerivedKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A path of this server with its query. */
    String to(UUID userId, UUID exportId, Instant expires) {
        var second = expires.getEpochSecond();
        return "/api/v1/users/me/exports/%s/download?expires=%d&signature=%s"
                .formatted(
                        exportId, second, keys.signature(PURPOSE, what(userId, exportId, second)));
    }

    /**
     * @throws ProblemException {@code privacy.link_invalid}, the same for every reason
     */
    void verify(UUID userId, UUID exportId, long expires, String signature) {
        if (!keys.fits(PURPOSE, what(userId, exportId, expires), signature)
                || expires <= clock.instant().getEpochSecond()) {
            throw new ProblemException(
                    PrivacyProblem.LINK_INVALID,
                    "This link does not work, or not any more: it lasts a day and opens for its owner only. Ask for a new copy under Settings, Privacy.");
        }
    }

    private static String what(UUID userId, UUID exportId, long expires) {
        return "%s/%s/%d".formatted(userId, exportId, expires);
    }
}
