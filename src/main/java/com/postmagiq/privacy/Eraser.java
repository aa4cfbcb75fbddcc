package com.postmagiq.privacy;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.Subject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erases a person, place by place, each in a transaction of its own; the proof stands in the last
 * one. A second time, or after a crash, it goes through what is left.
 */
@Service
class Eraser {
    private final List<PersonalData> modules;
    private final PersonalRows rows;
    private final Whereabouts places;
    private final Erasures erasures;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    Eraser(
            List<PersonalData> modules,
            PersonalRows rows,
            Whereabouts places,
            Erasures erasures,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.modules = modules;
        this.rows = rows;
        this.places = places;
        this.erasures = erasures;
        this.transaction = transaction;
        this.events = events;
    }

    void erase(Subject subject) {
        var counts = new TreeMap<String, Integer>();
        for (var place : places.of(subject)) {
            place.call(
                    () ->
                            transaction.<Boolean>execute(
                                    _ -> {
                                        eraseIn(place.kind(), subject, counts);
                                        if (place.id() == null) {
                                            prove(subject, counts);
                                        }
                                        return true;
                                    }));
        }
    }

    private void eraseIn(PersonalTable.Place kind, Subject subject, Map<String, Integer> counts) {
        for (var module : modules) {
            module.erase(subject, kind);
            for (var table : module.tables()) {
                if (table.place() == kind && !table.erasedByHand()) {
                    var erased = rows.erase(table, subject);
                    if (erased > 0) {
                        counts.merge(table.name(), erased, Integer::sum);
                    }
                }
            }
        }
    }

    private void prove(Subject subject, Map<String, Integer> counts) {
        erasures.prove(subject.id(), counts);
        events.publishEvent(Audited.done("account.erased", null, "user", subject.id()));
    }
}
