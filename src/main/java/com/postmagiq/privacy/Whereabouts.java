package com.postmagiq.privacy;

import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.Subject;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.PersonalPlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every place where a person may have left something, each to be gone to by itself. */
@Component
class Whereabouts {
    /**
     * A workspace, an account, or the installation outside of both.
     *
     * @param id null for the installation
     */
    record Place(PersonalTable.Place kind, @Nullable UUID id) {
        private static final Place INSTALLATION = new Place(PersonalTable.Place.INSTALLATION, null);

        /** Runs work there. */
        <R, X extends Throwable> R call(ScopedValue.CallableOp<R, X> work) throws X {
            if (id == null) {
                return work.call();
            }
            return kind == PersonalTable.Place.WORKSPACE
                    ? CurrentWorkspace.call(id, work)
                    : CurrentAccount.call(id, work);
        }

        @Override
        public String toString() {
            return id == null ? "installation" : kind.name().charAt(0) + "-" + id;
        }
    }

    private final PersonalPlaces places;

    Whereabouts(PersonalPlaces places) {
        this.places = places;
    }

    /** Workspaces, then accounts, the installation last: with it the person's own row goes. */
    List<Place> of(Subject subject) {
        var all = new ArrayList<Place>();
        places.workspaces(subject)
                .forEach(id -> all.add(new Place(PersonalTable.Place.WORKSPACE, id)));
        places.accounts(subject).forEach(id -> all.add(new Place(PersonalTable.Place.ACCOUNT, id)));
        all.add(Place.INSTALLATION);
        return all;
    }
}
