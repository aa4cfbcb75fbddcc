package com.postmagiq.workflow.persona;

/** A role whose text cannot be had. The visit fails; an agent is never asked without its role. */
public class PersonaUnavailable extends RuntimeException {
    /** As events and failed visits carry it. */
    public static final String CODE = "persona.unavailable";

    private static final long serialVersionUID = 1L;

    /**
     * @param message a sentence that names what is missing and what to do
     */
    public PersonaUnavailable(String message) {
        super(message);
    }
}
