package com.postmagiq.asset;

import com.postmagiq.kernel.privacy.CopiedFiles;
import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import com.postmagiq.kernel.privacy.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Files people put into workspaces, which keep them, and copies of their own data, which go. */
@Component
class AssetPersonalData implements PersonalData {
    private static final int BATCH = 200;

    private final AssetRows rows;
    private final LocalStore store;
    private final PersonalFiles personal;

    AssetPersonalData(AssetRows rows, LocalStore store, PersonalFiles personal) {
        this.rows = rows;
        this.store = store;
        this.personal = personal;
    }

    @Override
    public List<PersonalTable> tables() {
        return List.of(
                PersonalTable.of(
                        Place.WORKSPACE,
                        "app.assets",
                        "user_id = :person and asset_type <> 'export'",
                        "assets.json"));
    }

    @Override
    public void copyFiles(Subject subject, CopiedFiles files) throws IOException {
        List<AssetRows.Located> found;
        var after = new UUID(0, 0);
        do {
            found = rows.ofPerson(subject.id(), after, BATCH);
            for (var each : found) {
                after = each.asset().id();
                var path = store.at(each.key());
                if (Files.isRegularFile(path)) {
                    files.add(
                            "assets/%s/%s".formatted(after, each.asset().filename()),
                            target -> Files.copy(path, target));
                }
            }
        } while (found.size() == BATCH);
    }

    @Override
    public void erase(Subject subject, Place place) {
        if (place == Place.INSTALLATION) {
            personal.deleteAll(subject.id());
        }
    }
}
