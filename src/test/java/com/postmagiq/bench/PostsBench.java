package com.postmagiq.bench;

import com.postmagiq.Api;
import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.database.Database;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * How long people wait for posts: searching one workspace of very many, a list and a board of many,
 * and what other workspaces of the same installation cost.
 */
final class PostsBench {
    private static final long SEED = 74;
    private static final int WARM_UP = 60;
    private static final int FEW_WORKSPACES = 10;
    private static final int POSTS_OF_A_WORKSPACE = 500;

    private final Path folder;
    private final int searched;
    private final int listed;
    private final int workspaces;

    /**
     * @param searched posts of the workspace that is searched
     * @param listed posts of the workspace whose list and board are read
     * @param workspaces how many there are at the end of the growth
     */
    PostsBench(Path folder, int searched, int listed, int workspaces) {
        this.folder = folder;
        this.searched = searched;
        this.listed = listed;
        this.workspaces = workspaces;
    }

    /**
     * @param asks how often each question is asked
     */
    List<Measured> measure(int asks) {
        var access = TestPostgres.createDatabase("postmagiq_posts");
        var database = new Database(access, access.app(), null);
        try (var server = BenchServer.start(folder.resolve("posts"), database, Duration.ZERO)) {
            var figures = new ArrayList<Measured>();
            figures.addAll(growth(server, database, asks));
            figures.addAll(many(server, database, asks));
            figures.add(search(server, database, asks));
            return figures;
        }
    }

    private List<Measured> growth(BenchServer server, Database database, int asks) {
        var reader = server.stranger().signUp("Grace Hopper");
        var seed = new PostSeed(database);
        seed.workspaces(reader.workspaceId(), 2, FEW_WORKSPACES);
        seed.postsOfAll(POSTS_OF_A_WORKSPACE);
        var paths = paths();
        paths.values().forEach(path -> new Waits(reader).ask(List.of(path), WARM_UP));
        var few = medians(reader, paths, asks);
        seed.workspaces(reader.workspaceId(), FEW_WORKSPACES + 1, workspaces);
        seed.postsOfAll(POSTS_OF_A_WORKSPACE);
        paths.values().forEach(path -> new Waits(reader).ask(List.of(path), WARM_UP));
        var all = medians(reader, paths, asks);
        return paths.keySet().stream()
                .map(
                        name ->
                                Measured.atMost(
                                        "posts_" + name + "_growth",
                                        all.getOrDefault(name, 0.0) / few.getOrDefault(name, 1.0),
                                        1.2))
                .toList();
    }

    private static Map<String, Double> medians(Api reader, Map<String, String> paths, int asks) {
        var medians = new LinkedHashMap<String, Double>();
        paths.forEach(
                (name, path) ->
                        medians.put(name, new Waits(reader).ask(List.of(path), asks).share(0.5)));
        return medians;
    }

    private List<Measured> many(BenchServer server, Database database, int asks) {
        var reader = server.stranger().signUp("Mary Jackson");
        new PostSeed(database).posts(reader.workspaceId(), listed, false);
        var figures = new ArrayList<Measured>();
        paths().forEach(
                        (name, path) -> {
                            var waits = new Waits(reader);
                            waits.ask(List.of(path), WARM_UP);
                            var all = waits.ask(List.of(path), asks);
                            System.out.printf(
                                    Locale.ROOT, "%s of %d posts: %s%n", name, listed, all);
                            if (!name.equals("calendar")) {
                                figures.add(
                                        Measured.atMost(
                                                "posts_" + name + "_p95_ms", all.share(0.95), 300));
                            }
                        });
        return figures;
    }

    private static Map<String, String> paths() {
        var month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
        var paths = new LinkedHashMap<String, String>();
        paths.put("list", "/posts?limit=50");
        paths.put("board", "/board");
        paths.put("calendar", "/calendar?from=%s&to=%s".formatted(month, month.plusMonths(1)));
        return paths;
    }

    private Measured search(BenchServer server, Database database, int asks) {
        var reader = server.stranger().signUp("Katherine Johnson");
        new PostSeed(database).posts(reader.workspaceId(), searched, true);
        var random = new Random(SEED);
        var all = new ArrayList<String>();
        new Waits(reader)
                .ask(
                        kinds(random, WARM_UP).values().stream().flatMap(List::stream).toList(),
                        WARM_UP);
        kinds(random, asks)
                .forEach(
                        (kind, questions) -> {
                            all.addAll(questions);
                            System.out.printf(
                                    Locale.ROOT,
                                    "search for %s among %d posts: %s%n",
                                    kind,
                                    searched,
                                    new Waits(reader).ask(questions, questions.size()));
                        });
        Collections.shuffle(all, random);
        var waits = new Waits(reader).ask(all, all.size());
        System.out.printf(Locale.ROOT, "search among %d posts: %s%n", searched, waits);
        return Measured.atMost("posts_search_p95_ms", waits.share(0.95), 50);
    }

    /** What people look for, as paths; a tenth of all for each kind but the first. */
    private static Map<String, List<String>> kinds(Random random, int asks) {
        var kinds = new LinkedHashMap<String, List<String>>();
        kinds.put("a word", questions(asks / 2, () -> word(random, 100)));
        kinds.put("a word most posts have", questions(asks / 10, () -> word(random, 0)));
        kinds.put(
                "two words",
                questions(asks / 10, () -> word(random, 100) + " " + word(random, 10)));
        kinds.put(
                "a phrase",
                questions(
                        asks / 10, () -> "\"" + word(random, 10) + " " + word(random, 10) + "\""));
        kinds.put("a beginning", questions(asks / 10, () -> word(random, 100).substring(0, 4)));
        kinds.put(
                "one word without another",
                questions(asks / 10, () -> word(random, 100) + " -" + word(random, 0)));
        return kinds;
    }

    private static List<String> questions(int many, Supplier<String> words) {
        return IntStream.range(0, many)
                .mapToObj(
                        _ -> "/search?q=" + URLEncoder.encode(words.get(), StandardCharsets.UTF_8))
                .toList();
    }

    /** A word as often chosen as it stands in the texts, without the most common ones. */
    private static String word(Random random, int without) {
        var number = without == 0 ? random.nextInt(10) : PostSeed.rank(random, without);
        return PostSeed.word(number);
    }
}
