package io.github.rackconnectmock.internal.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the live page, which a report has in it, too. Read when they are asked for. */
public final class PageFiles {
    /** The page itself. */
    public static final String PAGE = "page.html";

    private static final Pattern SCRIPT = Pattern.compile("<script src=\"([\\w.-]+)\"");

    static final String STYLE = "page.css";

    private PageFiles() {}

    /** The names of what the page loads. */
    public static List<String> parts() {
        return Stream.concat(Stream.of(STYLE), scripts()).toList();
    }

    /** The scripts, in the order in which the page loads them. */
    private static Stream<String> scripts() {
        return SCRIPT.matcher(text(PAGE)).results().map(found -> found.group(1));
    }

    /** A file's media type. */
    public static String mediaType(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            default -> "text/html; charset=utf-8";
        };
    }

    /** A file's text. */
    public static String text(String name) {
        try (InputStream file = Objects.requireNonNull(PageFiles.class.getResourceAsStream("page/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All scripts as one. */
    static String script() {
        return scripts().map(PageFiles::text).collect(Collectors.joining("\n"));
    }
}
