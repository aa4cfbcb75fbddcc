package com.postmagiq.notification.template;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A mail's words with its values filled in. */
@Component
public class MailWords {
    private static final String NOTICE = "notice";
    private static final String ANY_NOTICE = "other";

    /**
     * What the reader sees.
     *
     * @param subject one line
     */
    public record Words(String subject, String text, String html) {}

    private final Templates templates;
    private final ShippedMails shipped;

    MailWords(Templates templates, ShippedMails shipped) {
        this.templates = templates;
        this.shipped = shipped;
    }

    /**
     * Fills in a template, in the words of the bound workspace if it has some.
     *
     * @param locale BCP 47 of the reader
     * @throws IllegalArgumentException when there is no such template
     */
    @Transactional(readOnly = true)
    public Words render(String template, String locale, Map<String, Object> variables) {
        var values = new HashMap<>(variables);
        if (variables.get(NOTICE) instanceof String notice) {
            shipped.sentence(template, locale, notice)
                    .or(() -> shipped.sentence(template, locale, ANY_NOTICE))
                    .ifPresent(sentence -> values.put("notice_text", sentence));
            shipped.sentence(template, locale, notice + ".subject")
                    .ifPresent(sentence -> values.put("notice_subject", sentence));
        }
        return templates
                .effective(template, locale, CurrentWorkspace.idOrNull() != null)
                .fill(values, shipped.frame(locale));
    }
}
