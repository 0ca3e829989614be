package io.github.rackconnectmock.standalone;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** The browser of the person who starts the mock. */
final class Browser {
    private Browser() {}

    /** Opens a page, if there is a browser; says so, if there is none. */
    static void open(URI page, LineWriter lines) {
        try {
            new ProcessBuilder(command(System.getProperty("os.name", ""), page))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            lines.say(Console.line("there is no browser to open; the page is at " + page));
        }
    }

    /** The program of each system that opens what a person wants to see. */
    static List<String> command(String system, URI page) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", page.toString());
        }
        return List.of(name.startsWith("mac") ? "open" : "xdg-open", page.toString());
    }
}
