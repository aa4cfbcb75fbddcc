package com.postmagiq.content.exchange;

import com.postmagiq.content.exchange.GivenDates.Order;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a file is to come in, as the operation keeps it.
 *
 * @param assetId the file
 * @param targetGoalId where posts go that name no strategy; null leaves them loose
 * @param total entries of the file
 * @param highestNumber of a post that the file chooses; 0 for none
 * @param chosen null for nothing
 */
record ImportWish(
        UUID assetId,
        ImportFormat format,
        Mode mode,
        @Nullable UUID targetGoalId,
        Order dates,
        int total,
        int highestNumber,
        @Nullable ImportChoices chosen) {
    /** What becomes of posts that are there already. */
    enum Mode {
        /** They are not looked for; a taken number refuses its row. */
        CREATE,
        /** They become as the file says. */
        UPSERT,
        /** They stay as they are. */
        SKIP_EXISTING
    }

    /** What the person may do who sent the file, read anew when it comes in. */
    record Rights(UUID person, boolean strategies, boolean publish, boolean assign) {
        static Rights of(Actor actor) {
            return new Rights(
                    actor.userId(),
                    actor.may(Scope.STRATEGY_WRITE),
                    actor.may(Scope.CONTENT_PUBLISH),
                    actor.may(Scope.BOARD_ASSIGN));
        }
    }

    /** The same, of this form. */
    ImportWish of(ImportFormat found) {
        return new ImportWish(
                assetId, found, mode, targetGoalId, dates, total, highestNumber, chosen);
    }

    ImportWish with(ImportChoices choices) {
        return new ImportWish(
                assetId, format, mode, targetGoalId, dates, total, highestNumber, choices);
    }

    ImportChoices choices() {
        return chosen == null ? ImportChoices.NONE : chosen;
    }

    ImportWish counted(UUID asset, int entries, int highest) {
        return new ImportWish(asset, format, mode, targetGoalId, dates, entries, highest, chosen);
    }
}
