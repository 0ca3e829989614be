package io.github.rackconnectmock.standalone;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The words of a command line, sorted. Options may stand before the verb, {@code @FILE} stands for the words in that file,
 * and the words of a command that is to be run are left as they are.
 *
 * @param verb the verb; empty for the program itself; a word that is none, where a verb should stand
 * @param own the words for the verb
 * @param command the command to run and its words; empty for every verb but {@code exec}
 */
record Arguments(String verb, List<String> own, List<String> command) {
    static final String DEFAULT_VERB = "serve";
    static final String RUNS_A_COMMAND = "exec";

    /** The options that need no value; {@code true} or {@code false} may follow. */
    static final Set<String> FLAGS = Set.of(
            "--strict",
            "--json",
            "--man",
            "--timeline",
            "--strict-source",
            "--no-forwarded-for",
            "--watch",
            "--quiet",
            "--hosts",
            "--keep-addresses",
            "--open",
            "--show-secrets",
            "--help",
            "-h",
            "--version",
            "-V");

    private static final Set<String> ABOUT_THE_PROGRAM = Set.of("-h", "--help", "-V", "--version");
    private static final String END_OF_OPTIONS = "--";

    /**
     * Sorts words.
     *
     * @throws Failure if a file of words can't be read
     */
    static Arguments of(Collection<String> verbs, String... words) {
        Deque<String> rest = new ArrayDeque<>(List.of(words));
        Set<String> files = new HashSet<>();
        List<String> own = new ArrayList<>();
        String verb = "";
        while (!rest.isEmpty()) {
            String word = rest.pop();
            if (word.equals(END_OF_OPTIONS)) {
                if (verb.equals(RUNS_A_COMMAND)) {
                    return new Arguments(verb, own, List.copyOf(rest));
                }
                own.add(word);
                own.addAll(rest);
                break;
            }
            if (word.startsWith("@") && !word.startsWith("@@")) {
                List<String> read = ArgumentFile.words(word.substring(1), files);
                for (int i = read.size() - 1; i >= 0; i--) {
                    rest.push(read.get(i));
                }
            } else if (word.startsWith("-") && word.length() > 1) {
                own.add(word);
                if (!rest.isEmpty() && isValueOf(word, rest.peek())) {
                    own.add(rest.pop());
                }
            } else if (verb.isEmpty()) {
                verb = word;
                if (!verbs.contains(word)) {
                    return new Arguments(word, own, List.of());
                }
            } else if (verb.equals(RUNS_A_COMMAND)) {
                rest.push(word);
                return new Arguments(verb, own, List.copyOf(rest));
            } else {
                own.add(word.startsWith("@@") ? word.substring(1) : word);
            }
        }
        boolean isAboutTheProgram = own.stream().anyMatch(ABOUT_THE_PROGRAM::contains);
        return new Arguments(verb.isEmpty() && !isAboutTheProgram ? DEFAULT_VERB : verb, own, List.of());
    }

    private static boolean isValueOf(String option, String next) {
        if (FLAGS.contains(option)) {
            return next.equals("true") || next.equals("false");
        }
        return option.startsWith(END_OF_OPTIONS) && option.indexOf('=') < 0 && !next.equals(END_OF_OPTIONS);
    }

    /** The words as the parser of options takes them. */
    String[] forParser() {
        List<String> words = new ArrayList<>();
        if (!verb.isEmpty()) {
            words.add(verb);
        }
        words.addAll(own);
        return words.toArray(String[]::new);
    }
}
