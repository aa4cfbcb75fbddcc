package com.postmagiq.privacy;

import com.postmagiq.asset.FileKind;
import com.postmagiq.asset.PersonalFiles;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.mail.NewMail;
import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.Subject;
import com.postmagiq.operations.OperationHandler;
import com.postmagiq.operations.OperationWork;
import com.postmagiq.workspace.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the copy of a person's data, a place at a time. Places that are whole already are left as
 * they are, so that a crash costs one of them.
 */
@Component
class PersonalExport implements OperationHandler {
    static final String KIND = "personal_export";
    static final Duration FILE_KEPT = Duration.ofHours(24);

    private final List<PersonalData> modules;
    private final PersonalRows rows;
    private final Whereabouts places;
    private final Users users;
    private final PersonalFiles files;
    private final TransactionTemplate reading;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PersonalExport(
            List<PersonalData> modules,
            PersonalRows rows,
            Whereabouts places,
            Users users,
            PersonalFiles files,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.modules = modules;
        this.rows = rows;
        this.places = places;
        this.users = users;
        this.files = files;
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        this.events = events;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Scope scope() {
        return null;
    }

    @Override
    public Outcome run(OperationWork work) throws IOException {
        var subject = new Subject(work.startedBy(), users.get(work.startedBy()).email());
        var copy = new CopyFolder(work.folder());
        var all = places.of(subject);
        // The archive is one part more.
        var parts = all.size() + 1;
        for (var i = 0; i < all.size(); i++) {
            work.progress(i, parts);
            var place = all.get(i);
            if (!copy.has(place.toString())) {
                place.call(
                        () -> {
                            copy(place, subject, copy);
                            return true;
                        });
            }
        }
        work.progress(all.size(), parts);
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var archive = copy.pack(today);
        var expires = clock.instant().plus(FILE_KEPT);
        try (var in = Files.newInputStream(archive.file())) {
            var kept =
                    files.keep(
                            subject.id(),
                            "postmagiq-data-%s.zip".formatted(today),
                            FileKind.ZIP,
                            in,
                            expires);
            return new Outcome(
                    Map.of(
                            "files", archive.files(),
                            "rows", archive.rows(),
                            "size_bytes", Files.size(archive.file())),
                    kept,
                    expires);
        }
    }

    private void copy(Whereabouts.Place place, Subject subject, CopyFolder copy)
            throws IOException {
        var part = copy.begin(place.toString());
        for (var module : modules) {
            for (var table : module.tables()) {
                if (table.place() == place.kind() && table.file() != null) {
                    copy(table, table.file(), subject, part);
                }
            }
            if (place.kind() == PersonalTable.Place.WORKSPACE) {
                module.copyFiles(subject, part);
            }
        }
        part.whole();
    }

    private void copy(PersonalTable table, String file, Subject subject, CopyFolder.Part part)
            throws IOException {
        try (var target = part.rowsOf(file)) {
            reading.executeWithoutResult(_ -> rows.copy(table, subject, target));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Tells the person, and the log, once the copy can be fetched. */
    @Override
    public void succeeded(OperationWork work, Outcome outcome) {
        var user = users.get(work.startedBy());
        events.publishEvent(
                new NewMail(
                        "export_ready",
                        NewMail.Category.TRANSACTIONAL,
                        user.id(),
                        user.email(),
                        user.fullName(),
                        user.locale(),
                        Map.of("expires_at", String.valueOf(outcome.expiresAt())),
                        Map.of(),
                        null));
        events.publishEvent(Audited.done("data.exported", user.id(), "user", user.id()));
    }
}
