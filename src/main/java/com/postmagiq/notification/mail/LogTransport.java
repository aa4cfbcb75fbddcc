package com.postmagiq.notification.mail;

/** Sends nothing: the mail stands in the log of mails, where it is built again for reading. */
final class LogTransport implements MailTransport {
    @Override
    public String name() {
        return "log";
    }

    @Override
    public Delivery send(BuiltMail mail) {
        return new Delivery.Delivered();
    }
}
