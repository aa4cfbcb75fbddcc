package com.postmagiq.kernel.database;

import com.postmagiq.kernel.settings.Installation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Brings up a server's database, tables included, on a thread of its own while Spring puts the
 * application together. Whoever needs the database first waits for what is left of that.
 */
public final class EarlyDatabase
        implements ApplicationContextInitializer<GenericApplicationContext>, DisposableBean {
    private final CompletableFuture<Database> coming;

    private EarlyDatabase(CompletableFuture<Database> coming) {
        this.coming = coming;
    }

    /**
     * Begins. The result is to be an initializer of the application that is starting: it hands the
     * database over, and stops it when the application does not come to be.
     */
    public static EarlyDatabase begin(ConfigurableEnvironment environment) {
        var binder = Binder.get(environment);
        var installation = binder.bindOrCreate("postmagiq", Installation.class);
        var settings = binder.bindOrCreate("postmagiq.database", DatabaseSettings.class);
        return new EarlyDatabase(
                CompletableFuture.supplyAsync(
                        () -> open(installation, settings),
                        task -> Thread.ofPlatform().daemon().name("database-start").start(task)));
    }

    private static Database open(Installation installation, DatabaseSettings settings) {
        var database = Database.open(installation, settings);
        try {
            new Tables(database.access(), false).bringUpToDate();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        var beans = (DefaultListableBeanFactory) context.getBeanFactory();
        beans.registerSingleton("earlyDatabase", this);
        beans.registerDisposableBean("earlyDatabase", this);
    }

    /** Waits for it; what stopped it is thrown as it was. */
    Database database() {
        try {
            return coming.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void destroy() {
        coming.handle(
                        (database, failure) -> {
                            if (failure == null) {
                                database.close();
                            }
                            return failure;
                        })
                .join();
    }
}
