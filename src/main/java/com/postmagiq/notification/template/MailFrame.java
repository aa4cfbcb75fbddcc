package com.postmagiq.notification.template;

import java.util.Map;
import java.util.Properties;
import org.springframework.web.util.HtmlUtils;

/** What stands around the words of every mail of a language: greeting, end, and the page. */
final class MailFrame {
    private final String language;
    private final Properties sentences;

    MailFrame(String language, Properties sentences) {
        this.language = language;
        this.sentences = sentences;
    }

    String greeting(Map<String, Object> values) {
        return values.containsKey("to_name")
                ? sentence("greeting", values)
                : sentence("greeting.nobody", values);
    }

    /** The lines below the words; with how to get no more of them, where that can be chosen. */
    String end(Map<String, Object> values) {
        return "--\n" + ending(values);
    }

    String page(Map<String, Object> values, String content) {
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="color-scheme" content="light dark">
                <title>Postmagiq</title>
                </head>
                <body style="margin:0;padding:24px;font-family:system-ui,sans-serif;font-size:16px;line-height:1.5">
                <div style="max-width:560px;margin:0 auto">
                <p>%s</p>
                %s<p style="font-size:13px;color:#666666;margin-top:32px">%s</p>
                </div>
                </body>
                </html>
                """
                .formatted(language, escaped(greeting(values)), content, escaped(ending(values)));
    }

    String button(String address, String label) {
        return """
                <p><a href="%s" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#1f4fd8;color:#ffffff;text-decoration:none">%s</a></p>
                """
                .formatted(escaped(address), escaped(label));
    }

    private String ending(Map<String, Object> values) {
        var end = sentence("end", values);
        return values.containsKey("unsubscribe_link")
                ? end + "\n" + sentence("end.unsubscribe", values)
                : end;
    }

    private String sentence(String key, Map<String, Object> values) {
        var found = MailText.filled(sentences.getProperty(key, ""), values);
        return found == null ? "" : found;
    }

    private static String escaped(String words) {
        return HtmlUtils.htmlEscape(words, "UTF-8");
    }
}
