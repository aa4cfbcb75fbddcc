package com.postmagiq.voice;

/**
 * A model that reads samples. Whoever knows the workspace's agents and its money answers for it.
 */
public interface VoiceReader {

    /**
     * Asks once, and pays for it. May take two minutes; callers hold no transaction.
     *
     * @param system role and rules
     * @param user the samples in their fence
     * @return what the model answered
     * @throws Unavailable when there is no model, it failed, or a cap has no room
     */
    Answer ask(String system, String user) throws Unavailable;

    /**
     * @param model as its provider names it
     */
    record Answer(String text, String model) {}

    /** Why nobody read the samples, as a sentence. */
    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        public Unavailable(String reason) {
            super(reason);
        }
    }
}
