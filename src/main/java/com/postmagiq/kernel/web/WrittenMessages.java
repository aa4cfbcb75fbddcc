package com.postmagiq.kernel.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.NoSuchMessageException;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.stereotype.Component;

/**
 * No message has a code to look it up by: each is written where it is said. Spring's own source of
 * no messages lists every language the JVM knows first, a tenth of a second of each start.
 */
@Component(AbstractApplicationContext.MESSAGE_SOURCE_BEAN_NAME)
final class WrittenMessages implements MessageSource {
    @Override
    public @Nullable String getMessage(
            String code,
            Object @Nullable [] args,
            @Nullable String defaultMessage,
            @Nullable Locale locale) {
        return defaultMessage;
    }

    @Override
    public String getMessage(String code, Object @Nullable [] args, @Nullable Locale locale) {
        throw unknown(code, locale);
    }

    @Override
    public String getMessage(MessageSourceResolvable resolvable, @Nullable Locale locale) {
        var written = resolvable.getDefaultMessage();
        if (written == null) {
            var codes = resolvable.getCodes();
            throw unknown(codes == null || codes.length == 0 ? "" : codes[0], locale);
        }
        return written;
    }

    private static NoSuchMessageException unknown(String code, @Nullable Locale locale) {
        return new NoSuchMessageException(code, locale == null ? Locale.ROOT : locale);
    }
}
