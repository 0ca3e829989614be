package io.github.rackconnectmock.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of the docs on the command line. */
final class CommandLinePage {
    private static final Pattern COLUMN = Pattern.compile("(?<!\\\\)\\|");

    private final String text;

    CommandLinePage() throws IOException {
        String root = Objects.requireNonNull(System.getProperty("rackconnect-mock.root"));
        text = Files.readString(Path.of(root, "docs", "command-line.md"));
    }

    /** The blocks of a language, one after the other. */
    List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        Matcher block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(text);
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    /** The rows of the table below a heading, without code marks. */
    List<List<String>> table(String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        int end = text.indexOf("\n## ", start + 1);
        return text.substring(start, end < 0 ? text.length() : end)
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(COLUMN.split(line))
                        .skip(1)
                        .map(cell -> cell.replace("`", "").trim())
                        .toList())
                .toList();
    }
}
