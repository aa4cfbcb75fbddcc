package com.postmagiq.proof;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.postmagiq.kernel.tenancy.SystemDb;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URLConnection;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

/** Rules that no compiler checks, each with the reason it exists. */
class ArchitectureTests {
    /** Who may read across workspaces. One more name here is one more place to review. */
    private static final Set<String> CROSSING_WORKSPACES =
            Set.of(
                    "com.postmagiq.admin.Overview",
                    "com.postmagiq.apikey.KeyExpiry",
                    "com.postmagiq.admin.Tenants",
                    "com.postmagiq.asset.AssetCleanup",
                    "com.postmagiq.audit.AuditEntries",
                    "com.postmagiq.audit.AuditedWorkspaces",
                    "com.postmagiq.operations.OperationTasks",
                    "com.postmagiq.identity.Credentials",
                    "com.postmagiq.workspace.AccountAccess",
                    "com.postmagiq.workspace.ArrivingWorkspaces",
                    "com.postmagiq.workspace.AccountLimits",
                    "com.postmagiq.workspace.AccountViews",
                    "com.postmagiq.workspace.Memberships",
                    "com.postmagiq.workspace.OwnInvites",
                    "com.postmagiq.workspace.OwnWorkspaces",
                    "com.postmagiq.workspace.SecondFactorReminder",
                    "com.postmagiq.workspace.Departures",
                    "com.postmagiq.workspace.PersonalPlaces",
                    "com.postmagiq.telemetry.Retention",
                    "com.postmagiq.workspace.TeamSweep",
                    "com.postmagiq.content.calendar.CalendarSweep",
                    "com.postmagiq.content.PostEnd",
                    "com.postmagiq.workflow.control.RunRepair",
                    "com.postmagiq.kernel.database.DatabaseConfiguration");

    /** Where SQL stands: stores and read views, and the kernel's own tables. */
    private static final String[] WITH_SQL = {
        "com.postmagiq.kernel.crypto",
        "com.postmagiq.kernel.database",
        "com.postmagiq.kernel.limits",
        "com.postmagiq.kernel.live",
        "com.postmagiq.kernel.tasks",
        "com.postmagiq.kernel.tenancy",
        "com.postmagiq.identity",
        "com.postmagiq.workspace",
        "com.postmagiq.audit",
        "com.postmagiq.operations",
        "com.postmagiq.privacy",
        "com.postmagiq.telemetry",
        "com.postmagiq.admin",
        "com.postmagiq.agents",
        "com.postmagiq.apikey",
        "com.postmagiq.archive",
        "com.postmagiq.content",
        "com.postmagiq.content.board",
        "com.postmagiq.content.calendar",
        "com.postmagiq.content.duplicates",
        "com.postmagiq.content.exchange",
        "com.postmagiq.content.search",
        "com.postmagiq.content.strategy",
        "com.postmagiq.onboarding",
        "com.postmagiq.voice",
        "com.postmagiq.asset",
        "com.postmagiq.transcription",
        "com.postmagiq.notification.mail",
        "com.postmagiq.notification.notice",
        "com.postmagiq.notification.template",
        "com.postmagiq.workflow.run",
        "com.postmagiq.workflow.budget",
        "com.postmagiq.workflow.engine",
        "com.postmagiq.workflow.control",
        "com.postmagiq.workflow.evaluation",
        "com.postmagiq.workflow.experiment",
        "com.postmagiq.workflow.history",
        "com.postmagiq.workflow.persona",
        "com.postmagiq.workflow.registry",
        "com.postmagiq.cli"
    };

    @Test
    void given_the_system_database__then_only_listed_classes_read_across_workspaces() {
        holds(
                noClasses()
                        .that(areNot(CROSSING_WORKSPACES))
                        .and(not(belongToAnyOf(SystemDb.class)))
                        .should()
                        .dependOnClassesThat(belongToAnyOf(SystemDb.class))
                        .because("a read without a workspace passes every fence"));
    }

    @Test
    void given_statements__then_they_stand_in_stores_and_never_in_controllers() {
        holds(
                noClasses()
                        .that(not(resideInAnyPackage(WITH_SQL)))
                        .should()
                        .dependOnClassesThat(
                                belongToAnyOf(
                                        JdbcClient.class,
                                        JdbcTemplate.class,
                                        NamedParameterJdbcTemplate.class))
                        .because("SQL is reviewed where it is expected"));
        holds(
                noClasses()
                        .that()
                        .areAnnotatedWith(RestController.class)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.springframework.jdbc..")
                        .because("controllers speak HTTP only"));
    }

    @Test
    void given_other_programs__then_only_four_places_and_the_editor_start_any() {
        holds(
                noClasses()
                        .that(not(resideInAPackage("com.postmagiq.kernel.postgres")))
                        // tools: fixed arguments, texts by standard input, an empty environment
                        .and(not(resideInAPackage("com.postmagiq.kernel.process")))
                        // what the driver of a graphics card says
                        .and(not(resideInAPackage("com.postmagiq.agents.tool")))
                        // the model of a file, in a child of this very program
                        .and(not(resideInAPackage("com.postmagiq.agents.local")))
                        // $EDITOR, started by the person at the terminal for their own text
                        .and(not(simpleName("TerminalAnswers")))
                        .should()
                        .dependOnClassesThat(belongToAnyOf(ProcessBuilder.class))
                        .orShould()
                        .callMethodWhere(
                                describe(
                                        "Runtime.exec is called",
                                        call ->
                                                call.getTargetOwner().isEquivalentTo(Runtime.class)
                                                        && call.getName().equals("exec")))
                        .because("text that people write must never come near a shell"));
    }

    @Test
    void given_stored_or_sent_data__then_it_is_never_serialised_java() {
        holds(
                noClasses()
                        .should()
                        .dependOnClassesThat(
                                belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class))
                        .because("reading foreign objects runs foreign code"));
    }

    @Test
    void given_chance__then_it_comes_from_a_generator_that_was_handed_in() {
        holds(
                noClasses()
                        .that(
                                areNot(
                                        Set.of(
                                                "com.postmagiq.workflow.verdict.DraftLabels",
                                                "com.postmagiq.voice.eval.VoiceEval")))
                        .should()
                        .callConstructor(Random.class)
                        .orShould()
                        .callConstructor(Random.class, long.class)
                        .orShould()
                        .callMethod(Math.class, "random")
                        .because(
                                "secrets need SecureRandom and tests need a seed; drafts are shuffled by the run's own seed"));
    }

    @Test
    void given_points_in_time__then_they_are_of_java_time_and_come_from_the_clock() {
        holds(
                noClasses()
                        .that(areNot(Set.of("com.postmagiq.identity.AccessTokens")))
                        .should()
                        .dependOnClassesThat(
                                belongToAnyOf(Date.class, Calendar.class, GregorianCalendar.class))
                        .because(
                                "the old types may change under one's hands; only the token library still speaks them"));
    }

    @Test
    void given_transactions__then_they_are_asked_for_where_they_are_found() {
        var because = "only classes and their own methods are searched for it";
        holds(
                noClasses()
                        .that()
                        .areInterfaces()
                        .should()
                        .beAnnotatedWith(Transactional.class)
                        .because(because));
        holds(
                noMethods()
                        .that()
                        .areDeclaredInClassesThat()
                        .areInterfaces()
                        .should()
                        .beAnnotatedWith(Transactional.class)
                        .because(because));
    }

    @Test
    void given_requests_to_other_hosts__then_only_agents_and_issuers_are_sent_any() {
        holds(
                noClasses()
                        .that(not(resideInAPackage("com.postmagiq.agents..")))
                        // issuers of the operator's settings; no tenant names one
                        .and(not(simpleName("IssuerHttp")))
                        // a service of the operator's settings, for mails
                        .and(not(simpleName("ResendTransport")))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "java.net.http..",
                                "okhttp3..",
                                "com.openai..",
                                "org.springframework.ai..",
                                "org.springframework.web.client..",
                                "org.springframework.web.reactive..")
                        .orShould()
                        .dependOnClassesThat(belongToAnyOf(URLConnection.class))
                        .because("whoever could choose a host could reach internal ones"));
    }

    @Test
    void given_the_parts_of_the_workflow__then_none_uses_another_in_a_circle() {
        holds(slices().matching("com.postmagiq.workflow.(*)..").should().beFreeOfCycles());
        holds(slices().matching("com.postmagiq.kernel.(*)..").should().beFreeOfCycles());
    }

    @Test
    void given_the_checks_of_texts__then_they_are_plain_functions() {
        holds(
                classes()
                        .that()
                        .resideInAPackage("com.postmagiq.quality..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "com.postmagiq.quality..",
                                "java..",
                                "org.jspecify..",
                                "org.springframework.modulith..",
                                "tools.jackson..",
                                // keeps what was read of a source for a minute; it changes no
                                // answer
                                "com.github.benmanes.caffeine..")
                        .because("they answer the same for the same text, anywhere"));
    }

    @Test
    void given_names__then_none_is_a_drawer_for_what_nobody_owns() {
        holds(
                noClasses()
                        .should()
                        .haveSimpleNameEndingWith("Util")
                        .orShould()
                        .haveSimpleNameEndingWith("Utils")
                        .orShould()
                        .haveSimpleNameEndingWith("Helper")
                        .orShould()
                        .haveSimpleNameEndingWith("Manager")
                        .orShould()
                        .haveSimpleNameEndingWith("Impl"),
                name -> name.endsWith("TransactionManager"));
    }

    private static DescribedPredicate<JavaClass> areNot(Set<String> names) {
        return describe(
                "are not " + names,
                type -> {
                    var outer = type.getName().split("\\$", 2)[0];
                    return !names.contains(outer);
                });
    }

    private static void holds(ArchRule rule) {
        rule.check(Product.CLASSES);
    }

    private static void holds(ArchRule rule, Predicate<String> spared) {
        rule.check(
                Product.CLASSES.that(describe("not spared", type -> !spared.test(type.getName()))));
    }
}
