package com.postmagiq.cli;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Registration;
import com.postmagiq.workspace.Workspaces;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The open application and the person a command acts as: the owner of a workspace, with an owner's
 * rights and inside that workspace's fence.
 */
final class Desk implements AutoCloseable {
    private static final String LOCAL_EMAIL = "owner@postmagiq.local";

    private final ConfigurableApplicationContext context;
    private final Actor actor;

    private Desk(ConfigurableApplicationContext context, Actor actor) {
        this.context = context;
        this.actor = actor;
    }

    /**
     * Sits down in a workspace that is there.
     *
     * @param slug null for the oldest workspace
     */
    static Desk in(ConfigurableApplicationContext context, @Nullable String slug) {
        try {
            return new Desk(
                    context,
                    context.getBean(Workspaces.class)
                            .ownerOf(slug)
                            .orElseThrow(() -> noWorkspace(slug)));
        } catch (RuntimeException e) {
            context.close();
            throw Sentences.of(e);
        }
    }

    /**
     * The same; makes a person and a workspace when there are none yet, and says how to sign in.
     */
    static Desk inOrNew(
            ConfigurableApplicationContext context, @Nullable String slug, Terminal terminal) {
        try {
            if (slug == null && context.getBean(Workspaces.class).ownerOf(null).isEmpty()) {
                var owner =
                        context.getBean(Registration.class)
                                .ensureOwner(LOCAL_EMAIL, "Local owner", "Local workspace");
                terminal.note(
                        "Made the workspace %s. Its owner signs in as %s with the password %s",
                        owner.slug(), LOCAL_EMAIL, owner.generatedPassword());
            }
        } catch (RuntimeException e) {
            context.close();
            throw Sentences.of(e);
        }
        return in(context, slug);
    }

    static CommandFailure noWorkspace(@Nullable String slug) {
        return new CommandFailure(
                Exit.CONFIGURATION,
                slug == null
                        ? "There is no workspace yet: register in the web application, or start a run, which makes one."
                        : "There is no workspace with the address '%s'; it is the part after /w/ in the browser."
                                .formatted(slug));
    }

    Actor actor() {
        return actor;
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Works inside the workspace. */
    <T> T call(Supplier<T> work) {
        return CurrentWorkspace.call(actor.workspaceId(), work::get);
    }

    /** Like {@link #call}, without an answer. */
    void run(Runnable work) {
        CurrentWorkspace.run(actor.workspaceId(), work);
    }

    @Override
    public void close() {
        context.close();
    }
}
