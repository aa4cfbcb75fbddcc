package com.postmagiq.notification.mail;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.postmagiq.kernel.mail.NewMail;
import com.postmagiq.kernel.tasks.Tasks;
import java.time.Clock;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down the mails that modules ask for, in the transaction of their cause. */
@Component
public class MailQueue {
    /** Ids only: tasks hold no address and no text. */
    record MailRef(UUID mailId) {}

    static final TaskDescriptor<MailRef> SEND = TaskDescriptor.of("send-mail", MailRef.class);

    private final MailRows rows;
    private final Tasks tasks;
    private final Clock clock;

    MailQueue(MailRows rows, Tasks tasks, Clock clock) {
        this.rows = rows;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** One row and one task, or neither. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(NewMail mail) {
        rows.insert(mail).ifPresent(this::schedule);
    }

    /** Has a waiting mail sent now; in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void schedule(UUID mailId) {
        tasks.schedule(SEND, mailId.toString(), new MailRef(mailId), clock.instant());
    }
}
