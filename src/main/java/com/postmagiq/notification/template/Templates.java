package com.postmagiq.notification.template;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.IfMatch;
import io.swagger.v3.oas.annotations.media.Schema;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which words a mail has: the workspace's in the reader's language, the workspace's in any
 * language, the installation's in the reader's language, the product's. The installation's are what
 * an operator saved last, or else what the product brings.
 */
@Service
public class Templates {
    private static final String EMAIL = "email";
    private static final String SEED = "workspace_seed";
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    /** Values that every mail of a workspace may name. */
    private static final Set<String> COMMON = Set.of("base", "to_name", "workspace_name");

    /**
     * Words as they hold now.
     *
     * @param source whose they are: {@code workspace} or {@code system}
     * @param variables the values they may name
     * @param outdated the words that these took the place of have changed since
     * @param revision for If-Match; 0 where there is nothing of one's own yet. For operators the
     *     version, 0 for what the product brings
     */
    @Schema(name = "MailTemplate")
    public record Template(
            String templateType,
            String slug,
            String language,
            String source,
            String content,
            List<String> variables,
            boolean outdated,
            int revision) {}

    /** A mail as somebody would read it, with made-up values. */
    @Schema(name = "MailTemplatePreview")
    public record Preview(String subject, String text) {}

    private final ShippedMails shipped;
    private final TemplateRows rows;
    private final ApplicationEventPublisher events;

    Templates(ShippedMails shipped, TemplateRows rows, ApplicationEventPublisher events) {
        this.shipped = shipped;
        this.rows = rows;
        this.events = events;
    }

    /**
     * The bound workspace's mails by name: own words where it has some.
     *
     * @param type null or {@code email}; other kinds have no templates of this form
     */
    @Transactional(readOnly = true)
    public Page<Template> ofWorkspace(@Nullable String type, @Nullable String cursor, int limit) {
        return page(type, cursor, limit, this::isOfWorkspace, slug -> inWorkspace(slug, null));
    }

    /** All mails of the installation by name. */
    public Page<Template> ofInstallation(
            @Nullable String type, @Nullable String cursor, int limit) {
        return page(type, cursor, limit, _ -> true, slug -> inInstallation(slug, null));
    }

    /**
     * Replaces words in the bound workspace.
     *
     * @param language null for English
     * @param revision the one the change was made from
     * @throws ProblemException {@code template.not_found}, {@code template.not_overridable}, {@code
     *     template.invalid}, {@code template.variable_unknown}, {@code stale_revision}
     */
    @Transactional
    public Template save(
            String type,
            String slug,
            @Nullable String language,
            String content,
            int revision,
            UUID userId) {
        var code = language(language);
        var original = requireOfWorkspace(type, slug);
        MailText.ofPerson(content).requireFits(original, COMMON);
        var basedOn = Sha256.of(systemText(slug, code));
        if (!rows.save(slug, code, content, basedOn, revision, userId)) {
            var stored = rows.own(slug, code).map(TemplateRows.Own::revision).orElse(0);
            throw IfMatch.stale("this text", stored, stored);
        }
        var saved = rows.own(slug, code).orElseThrow();
        events.publishEvent(Audited.done("template.changed", userId, "template", saved.id()));
        return inWorkspace(slug, code);
    }

    /**
     * Goes back to the installation's words; harmless where there are no own ones.
     *
     * @throws ProblemException {@code template.not_found}, {@code template.not_overridable}
     */
    @Transactional
    public void reset(String type, String slug, @Nullable String language, UUID userId) {
        requireOfWorkspace(type, slug);
        rows.delete(slug, language(language))
                .ifPresent(
                        id ->
                                events.publishEvent(
                                        Audited.done("template.reset", userId, "template", id)));
    }

    /**
     * Saves a further version of the installation's words.
     *
     * @param language null for English
     * @param version the one the change was made from; 0 for what the product brings
     * @throws ProblemException as {@link #save}
     */
    @Transactional
    public Template saveForAll(
            String type,
            String slug,
            @Nullable String language,
            String content,
            int version,
            UUID userId) {
        var code = language(language);
        var original = requireKnown(type, slug);
        MailText.ofPerson(content).requireFits(original, COMMON);
        var newest = rows.newest(slug, code).map(TemplateRows.Version::version).orElse(0);
        if (newest != version || !rows.addVersion(slug, code, version + 1, content, userId)) {
            throw IfMatch.stale("this text", newest, newest);
        }
        events.publishEvent(
                new Audited(
                        "admin.template_changed",
                        userId,
                        "template",
                        null,
                        Map.of("template", new Audited.Change(null, slug)),
                        Audited.Outcome.SUCCESS));
        return inInstallation(slug, code);
    }

    /**
     * How a mail of the bound workspace reads, with made-up values.
     *
     * @param values those that are not made up, by name
     * @throws ProblemException {@code template.not_found}, {@code template.not_overridable}
     */
    @Transactional(readOnly = true)
    public Preview preview(
            String type, String slug, @Nullable String language, Map<String, Object> values) {
        var original = requireOfWorkspace(type, slug);
        var code = language(language);
        var text = MailText.ofPerson(inWorkspace(slug, code).content()).withLinkOf(original);
        var words = text.fill(Samples.of(original.variables(), values), shipped.frame(code));
        return new Preview(words.subject(), words.text());
    }

    /**
     * The words of a mail in the bound workspace, or of the installation where none is bound.
     *
     * @throws IllegalArgumentException when there is no such mail
     */
    MailText effective(String slug, String locale, boolean inWorkspace) {
        var language = Locale.forLanguageTag(locale).getLanguage();
        var product =
                MailText.ofProduct(
                        shipped.text(slug, language)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "There is no mail template " + slug)));
        if (inWorkspace && product.ofWorkspace()) {
            var own = rows.own(slug);
            var chosen =
                    own.stream()
                            .filter(each -> each.language().equals(language))
                            .findFirst()
                            .or(() -> own.stream().findFirst());
            if (chosen.isPresent()) {
                return MailText.ofPerson(chosen.get().content()).withLinkOf(product);
            }
        }
        return rows.newest(slug, language)
                .or(() -> rows.newest(slug, ShippedMails.STANDARD))
                .map(version -> MailText.ofPerson(version.content()).withLinkOf(product))
                .orElse(product);
    }

    private Page<Template> page(
            @Nullable String type,
            @Nullable String cursor,
            int limit,
            Predicate<String> shown,
            Function<String, Template> read) {
        var after = Cursor.decode(cursor);
        var items =
                type == null || type.equals(EMAIL)
                        ? shipped.names().stream()
                                .filter(shown)
                                .filter(slug -> after == null || slug.compareTo(after) > 0)
                                .limit(limit + 1L)
                                .map(read)
                                .toList()
                        : List.<Template>of();
        return Page.of(items, limit, Template::slug);
    }

    /**
     * @param language null for the one that would be taken for a reader of English
     */
    private Template inWorkspace(String slug, @Nullable String language) {
        var own =
                language == null
                        ? rows.own(slug, ShippedMails.STANDARD)
                                .or(() -> rows.own(slug).stream().findFirst())
                        : rows.own(slug, language);
        var code =
                own.map(TemplateRows.Own::language)
                        .orElse(language == null ? ShippedMails.STANDARD : language);
        var system = systemText(slug, code);
        return own.map(
                        each ->
                                template(
                                        slug,
                                        code,
                                        "workspace",
                                        each.content(),
                                        !MessageDigest.isEqual(each.basedOn(), Sha256.of(system)),
                                        each.revision()))
                .orElseGet(() -> template(slug, code, "system", system, false, 0));
    }

    private Template inInstallation(String slug, @Nullable String language) {
        var code = language == null ? ShippedMails.STANDARD : language;
        var newest = rows.newest(slug, code);
        return template(
                slug,
                code,
                "system",
                systemText(slug, code),
                false,
                newest.map(TemplateRows.Version::version).orElse(0));
    }

    private Template template(
            String slug,
            String language,
            String source,
            String content,
            boolean outdated,
            int revision) {
        var variables =
                Stream.concat(requireKnown(EMAIL, slug).variables().stream(), COMMON.stream())
                        .distinct()
                        .sorted()
                        .toList();
        return new Template(EMAIL, slug, language, source, content, variables, outdated, revision);
    }

    /** The installation's words as a person may edit them: without what is the product's alone. */
    private String systemText(String slug, String language) {
        return rows.newest(slug, language)
                .or(() -> rows.newest(slug, ShippedMails.STANDARD))
                .map(TemplateRows.Version::content)
                .orElseGet(() -> MailText.editable(shipped.text(slug, language).orElseThrow()));
    }

    private boolean isOfWorkspace(String slug) {
        return requireKnown(EMAIL, slug).ofWorkspace();
    }

    private MailText requireOfWorkspace(String type, String slug) {
        if (type.equals(SEED)) {
            throw notOverridable("What new workspaces begin with is the installation's.");
        }
        var original = requireKnown(type, slug);
        if (!original.ofWorkspace()) {
            throw notOverridable(
                    "The mail '%s' is about an account, not about a workspace; only an operator may change its words."
                            .formatted(slug));
        }
        return original;
    }

    private MailText requireKnown(String type, String slug) {
        if (!type.equals(EMAIL)) {
            throw notFound(type, slug);
        }
        return shipped.text(slug, ShippedMails.STANDARD)
                .map(MailText::ofProduct)
                .orElseThrow(() -> notFound(type, slug));
    }

    private static String language(@Nullable String language) {
        var code = language == null ? ShippedMails.STANDARD : language;
        if (!LANGUAGE.matcher(code).matches()) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "'%s' is no language; name it by two or three letters, such as 'en'."
                            .formatted(code));
        }
        return code;
    }

    private static ProblemException notOverridable(String sentence) {
        return new ProblemException(TemplateProblem.NOT_OVERRIDABLE, sentence);
    }

    private static ProblemException notFound(String type, String slug) {
        return new ProblemException(
                TemplateProblem.NOT_FOUND,
                "There is no template '%s' of the kind '%s'.".formatted(slug, type));
    }
}
