package com.postmagiq.workspace;

import com.postmagiq.kernel.mail.MailSettings;
import com.postmagiq.kernel.settings.Installation;
import org.springframework.stereotype.Component;

/** How people outside of the application are reached: by mail, or by a link somebody hands on. */
@Component
class Reach {
    private final MailSettings mail;
    private final Installation installation;

    Reach(MailSettings mail, Installation installation) {
        this.mail = mail;
        this.installation = installation;
    }

    /** Whether mails arrive; otherwise links are shown to whoever invites. */
    boolean byMail() {
        return mail.configured();
    }

    String inviteUrl(String token) {
        return installation.publicBaseUrl() + "/auth/invite?token=" + token;
    }
}
