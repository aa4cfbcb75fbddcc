package com.postmagiq.identity;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.mail.NewMail;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.event.TransactionalEventListener;

/** Hears what is told to the audit log and the mail queue, once it is kept. */
class PublishedNotices {
    private final Queue<Audited> entries = new ConcurrentLinkedQueue<>();
    private final Queue<NewMail> mails = new ConcurrentLinkedQueue<>();

    @TransactionalEventListener
    void on(Audited entry) {
        entries.add(entry);
    }

    @EventListener
    void on(NewMail mail) {
        mails.add(mail);
    }

    List<Audited> entries(String action) {
        return entries.stream().filter(entry -> entry.action().equals(action)).toList();
    }

    List<NewMail> mails(UUID userId) {
        return mails.stream().filter(mail -> userId.equals(mail.userId())).toList();
    }
}
