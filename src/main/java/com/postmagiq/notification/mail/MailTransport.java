package com.postmagiq.notification.mail;

/** One way out for mails. */
interface MailTransport {
    /** How a delivery ended. */
    sealed interface Delivery {
        /** Handed on: what happens to it now is the business of others. */
        record Delivered() implements Delivery {}

        /** Not this time. */
        record Later(String why) implements Delivery {}

        /** Never: the server refuses this mail for good. */
        record Refused(String why) implements Delivery {}

        /** Never: nobody receives mail at this address. */
        record NoSuchAddress(String why) implements Delivery {}
    }

    /** What rows name it by. */
    String name();

    /** Hands a mail on. Blocks; takes no longer than the setting allows. */
    Delivery send(BuiltMail mail);
}
