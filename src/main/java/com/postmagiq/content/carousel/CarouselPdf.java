package com.postmagiq.content.carousel;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDPageLabelRange;
import org.apache.pdfbox.pdmodel.common.PDPageLabels;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Slides as a PDF with text that can be selected. Equal slides give equal bytes: nothing in the
 * file says when or by whom it was made.
 */
public final class CarouselPdf implements AutoCloseable {
    private static final float MARGIN = 90;
    private static final float TOP = 120;
    private static final float FOOT = 64;
    private static final float FOOT_SIZE = 28;
    private static final int TITLE_SIZE = 84;

    /** Of previews: as wide as a phone shows them. */
    private static final float PREVIEW = 0.3f;

    private final Carousel carousel;
    private final Typeface face = Typeface.open();
    private final PDDocument document = new PDDocument();
    private final PDFont letters;
    private final PDFont symbols;

    private CarouselPdf(Carousel carousel) throws IOException {
        this.carousel = carousel;
        this.letters = PDType0Font.load(document, face.letters(), true);
        this.symbols = PDType0Font.load(document, face.symbols(), true);
    }

    /**
     * The file.
     *
     * @param title the document's
     * @param language of the text, such as {@code en}
     */
    public static byte[] write(Carousel carousel, String title, String language) {
        try (var pdf = new CarouselPdf(carousel)) {
            return pdf.bytes(title, language);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A small picture of each page of a file, as addresses that hold their PNG. */
    public static List<String> pictures(byte[] pdf) {
        var pictures = new ArrayList<String>();
        try (var document = Loader.loadPDF(pdf)) {
            var pages = new PDFRenderer(document);
            for (var page = 0; page < document.getNumberOfPages(); page++) {
                var png = new ByteArrayOutputStream();
                ImageIO.write(pages.renderImage(page, PREVIEW), "png", png);
                pictures.add(
                        "data:image/png;base64,"
                                + Base64.getEncoder().encodeToString(png.toByteArray()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pictures;
    }

    private byte[] bytes(String title, String language) throws IOException {
        document.setDocumentId(0L);
        document.getDocumentInformation().setTitle(title);
        var catalog = document.getDocumentCatalog();
        catalog.setLanguage(language);
        var preferences = new PDViewerPreferences(catalog.getCOSObject());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
        var numbers = new PDPageLabelRange();
        numbers.setStyle(PDPageLabelRange.STYLE_DECIMAL);
        var labels = new PDPageLabels(document);
        labels.setLabelItem(0, numbers);
        catalog.setPageLabels(labels);
        if (carousel.look().cover() != null) {
            cover(carousel.look().cover());
        }
        for (var slide : carousel.slides()) {
            page(slide);
        }
        var out = new ByteArrayOutputStream();
        document.save(out, CompressParameters.NO_COMPRESSION);
        return out.toByteArray();
    }

    private void cover(Carousel.Cover cover) throws IOException {
        try (var page = blank()) {
            var y = height() * 0.8f;
            for (var line : face.lines(cover.title(), TITLE_SIZE, room())) {
                line(page, line, TITLE_SIZE, y, carousel.look().template().ink());
                y -= TITLE_SIZE * 1.25f;
            }
            if (cover.authorLine() != null) {
                line(page, cover.authorLine(), 40, FOOT * 2, carousel.look().template().faint());
            }
        }
    }

    private void page(Carousel.Slide slide) throws IOException {
        var template = carousel.look().template();
        try (var page = blank()) {
            var y = height() - TOP - template.size();
            for (var line : slide.lines()) {
                line(page, line, template.size(), y, template.ink());
                y -= (float) carousel.look().lineHeight();
            }
            var number = "%d/%d".formatted(document.getNumberOfPages(), carousel.pages());
            line(page, number, FOOT_SIZE, FOOT, template.faint());
        }
    }

    private PDPageContentStream blank() throws IOException {
        var page = new PDPage(new PDRectangle(SlideFormat.WIDTH, height()));
        document.addPage(page);
        var content = new PDPageContentStream(document, page);
        content.setNonStrokingColor(carousel.look().template().paper());
        content.addRect(0, 0, SlideFormat.WIDTH, height());
        content.fill();
        return content;
    }

    private void line(PDPageContentStream page, String line, float size, float y, Color ink)
            throws IOException {
        // A single word that is too wide becomes smaller, so that it stays one word.
        var wide = face.width(line) * size / 1000;
        var fitting = (float) (wide > room() ? size * room() / wide : size);
        page.beginText();
        page.setNonStrokingColor(ink);
        page.newLineAtOffset(MARGIN, y);
        for (var run : face.runs(line)) {
            page.setFont(fontOf(run.font()), fitting);
            page.showText(run.text());
        }
        page.endText();
    }

    private PDFont fontOf(TrueTypeFont font) {
        return font.equals(face.letters()) ? letters : symbols;
    }

    private float room() {
        return (float) carousel.look().width();
    }

    private float height() {
        return carousel.look().format().height();
    }

    @Override
    public void close() throws IOException {
        document.close();
        face.close();
    }
}
