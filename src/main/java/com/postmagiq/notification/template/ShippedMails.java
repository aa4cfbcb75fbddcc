package com.postmagiq.notification.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The words of mails that the product brings: {@code mail/{language}/{name}.txt}. */
@Component
class ShippedMails {
    static final String STANDARD = "en";

    private static final String FOLDER = "/mail/";
    private static final String ENDING = ".txt";

    private final List<String> names;
    private final ConcurrentHashMap<String, MailFrame> frames = new ConcurrentHashMap<>();

    ShippedMails() {
        var found = new ArrayList<String>();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:mail/" + STANDARD + "/*" + ENDING)) {
                var name = String.valueOf(file.getFilename());
                found.add(name.substring(0, name.length() - ENDING.length()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.names = found.stream().distinct().sorted().toList();
    }

    /** All names, in their order. */
    List<String> names() {
        return names;
    }

    /** The text in a language, or else in English; empty when there is no such mail. */
    Optional<String> text(String name, String language) {
        return names.contains(name)
                ? file(language, name + ENDING).or(() -> file(STANDARD, name + ENDING))
                : Optional.empty();
    }

    /** What stands around the words in a language, or else in English. */
    MailFrame frame(String language) {
        var known = file(language, "frame.properties").isPresent() ? language : STANDARD;
        return frames.computeIfAbsent(known, each -> new MailFrame(each, sentences("frame", each)));
    }

    /**
     * A sentence that a mail takes by a key, such as a notice's; empty when there is none.
     *
     * @param mail whose sentences they are
     */
    Optional<String> sentence(String mail, String language, String key) {
        return Optional.ofNullable(sentences(mail, language).getProperty(key));
    }

    private static Properties sentences(String name, String language) {
        var sentences = new Properties();
        file(language, name + ".properties")
                .or(() -> file(STANDARD, name + ".properties"))
                .ifPresent(
                        text -> {
                            try {
                                sentences.load(new StringReader(text));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        return sentences;
    }

    private static Optional<String> file(String language, String name) {
        var folder = Locale.forLanguageTag(language).getLanguage();
        try (InputStream stream =
                ShippedMails.class.getResourceAsStream(FOLDER + folder + "/" + name)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
