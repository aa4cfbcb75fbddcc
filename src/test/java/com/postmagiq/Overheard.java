package com.postmagiq;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.mail.NewMail;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** What modules asked to be mailed and audited, in transactions that were kept. */
public final class Overheard {
    private final Queue<NewMail> mails = new ConcurrentLinkedQueue<>();
    private final Queue<Audited> entries = new ConcurrentLinkedQueue<>();

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(NewMail mail) {
        mails.add(mail);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(Audited entry) {
        entries.add(entry);
    }

    /** Mails to an address, oldest first. */
    public List<NewMail> mailsTo(String email) {
        return mails.stream().filter(mail -> mail.toEmail().equals(email)).toList();
    }

    /** What somebody did, oldest first. */
    public List<Audited> done(UUID actorId) {
        return entries.stream().filter(entry -> actorId.equals(entry.actorId())).toList();
    }

    /** The names of what somebody did, oldest first. */
    public List<String> actions(UUID actorId) {
        return done(actorId).stream().map(Audited::action).toList();
    }
}
