package com.postmagiq.transcription;

import com.postmagiq.kernel.problem.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A video of YouTube. Only its id is taken from what somebody gave: no other address ever reaches
 * the program that fetches it.
 *
 * @param id eleven letters, digits, {@code _} and {@code -}
 */
record VideoAddress(String id) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{11}");
    private static final Set<String> HOSTS =
            Set.of("youtube.com", "www.youtube.com", "m.youtube.com");
    private static final String SHORT_HOST = "youtu.be";
    private static final Set<String> FOLDERS = Set.of("shorts", "live");
    private static final int LONGEST = 2_000;

    /**
     * @throws ProblemException {@code transcription.invalid_youtube_url}
     */
    static VideoAddress of(String given) {
        return Optional.of(given.strip())
                .filter(text -> text.length() <= LONGEST)
                .flatMap(VideoAddress::parsed)
                .filter(VideoAddress::plain)
                .flatMap(VideoAddress::idOf)
                .filter(id -> ID.matcher(id).matches())
                .map(VideoAddress::new)
                .orElseThrow(
                        () ->
                                ProblemException.ofField(
                                        TranscriptionProblem.INVALID_YOUTUBE_URL,
                                        "url",
                                        "is not the address of a video on YouTube; copy it from the browser, such as https://www.youtube.com/watch?v=dQw4w9WgXcQ"));
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    private static boolean plain(URI uri) {
        return uri.getScheme() != null
                && uri.getScheme().toLowerCase(Locale.ROOT).matches("https?")
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getPort() < 0
                && !Objects.requireNonNullElse(uri.getRawAuthority(), "").endsWith(":");
    }

    private static Optional<String> idOf(URI uri) {
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        var path = List.of(uri.getRawPath().replaceFirst("/$", "").split("/", -1));
        if (host.equals(SHORT_HOST)) {
            return path.size() == 2 ? Optional.of(path.get(1)) : Optional.empty();
        }
        if (!HOSTS.contains(host)) {
            return Optional.empty();
        }
        if (path.size() == 3 && FOLDERS.contains(path.get(1))) {
            return Optional.of(path.get(2));
        }
        return path.equals(List.of("", "watch")) ? watched(uri.getRawQuery()) : Optional.empty();
    }

    private static Optional<String> watched(@Nullable String query) {
        return Stream.ofNullable(query)
                .flatMap(all -> Arrays.stream(all.split("&")))
                .filter(part -> part.startsWith("v="))
                .map(part -> part.substring("v=".length()))
                .reduce((_, _) -> ""); // two of them name none
    }

    String url() {
        return "https://www.youtube.com/watch?v=" + id;
    }
}
