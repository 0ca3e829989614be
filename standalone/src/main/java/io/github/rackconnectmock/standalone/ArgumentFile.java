package io.github.rackconnectmock.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.StreamTokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A file of words for the command line: apart by white space, quoted where they have some; {@code #} begins a comment. */
final class ArgumentFile {
    private ArgumentFile() {}

    /**
     * The words of a file.
     *
     * @param seen the files that were read before; this one is added, and may not be among them
     * @throws Failure if it can't be read
     */
    static List<String> words(String name, Set<String> seen) {
        if (!seen.add(name)) {
            throw Failure.usage("@" + name + " is given twice, or names itself; name each file of arguments once");
        }
        List<String> words = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
            StreamTokenizer tokens = new StreamTokenizer(reader);
            tokens.resetSyntax();
            tokens.wordChars(' ', 255);
            tokens.whitespaceChars(0, ' ');
            tokens.quoteChar('"');
            tokens.quoteChar('\'');
            tokens.commentChar('#');
            while (tokens.nextToken() != StreamTokenizer.TT_EOF) {
                words.add(tokens.sval);
            }
        } catch (IOException | InvalidPathException e) {
            throw new Failure(
                    ExitCode.NO_INPUT,
                    "@" + name + ": there is no such file that can be read; @FILE stands for the arguments in it,"
                            + " and @@ for a plain @");
        }
        return words;
    }
}
