package io.github.rackconnectmock.internal.report;

import java.util.Locale;

/** Writes an SVG picture whose looks are in attributes alone, so that it shows where style sheets are forbidden. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        text.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " font-family=\"system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif\""
                        + " font-size=\"12\">",
                width,
                height,
                width,
                height));
        text.append("<title>").append(Html.text(title)).append("</title>\n");
    }

    Svg rect(double x, double y, double width, double height, String attributes, String title) {
        text.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" %s>",
                x,
                y,
                Math.max(width, 0.1),
                height,
                attributes));
        return title(title).raw("</rect>\n");
    }

    Svg line(double x1, double y1, double x2, double y2, String attributes) {
        return raw(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>%n",
                x1,
                y1,
                x2,
                y2,
                attributes));
    }

    Svg path(String path, String attributes, String title) {
        return raw("<path d=\"" + path + "\" " + attributes + ">").title(title).raw("</path>\n");
    }

    Svg label(double x, double y, String attributes, String words) {
        return raw(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" %s>", x, y, attributes))
                .raw(Html.text(words))
                .raw("</text>\n");
    }

    Svg raw(String svg) {
        text.append(svg);
        return this;
    }

    private Svg title(String title) {
        return title.isEmpty() ? this : raw("<title>" + Html.text(title) + "</title>");
    }

    @Override
    public String toString() {
        return text + "</svg>\n";
    }
}
