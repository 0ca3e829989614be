package io.github.rackconnectmock.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Completion in fish. */
final class FishCompletion implements CompletionScript {
    private static final String START = "complete -c rackconnect-mock";

    @Override
    public String of(CompletionWords words, Optional<Path> jar) {
        StringBuilder script = new StringBuilder("# fish completion of rackconnect-mock\n");
        jar.ifPresent(path -> script.append("type -q rackconnect-mock; or function rackconnect-mock; java -jar ")
                .append(quoted(path.toString()))
                .append(" $argv; end\n"));
        String all = String.join(" ", words.verbNames());
        String noVerb = "not __fish_seen_subcommand_from " + all;
        script.append(START).append(" -f\n");
        for (CompletionWords.VerbWords verb : words.verbs()) {
            line(script, noVerb, "-a " + quoted(verb.name()), verb.description());
            String seen = "__fish_seen_subcommand_from " + verb.name();
            String condition = verb.equals(words.defaultVerb()) ? seen + "; or " + noVerb : seen;
            for (CompletionWords.OptionWords option : verb.options()) {
                line(
                        script,
                        condition,
                        "-l " + option.name().substring(2)
                                // A value that can be left out comes behind an equals sign alone.
                                + (option.needsValue()
                                        ? value(option.kind(), words)
                                        : positional(option.kind(), words)),
                        option.description());
            }
            String positional = positional(verb.positionals(), words);
            if (!positional.isEmpty()) {
                script.append(START)
                        .append(" -n ")
                        .append(quoted(seen))
                        .append(positional)
                        .append('\n');
            }
        }
        return script.toString();
    }

    private static void line(StringBuilder script, String condition, String what, String description) {
        script.append(START)
                .append(" -n ")
                .append(quoted(condition))
                .append(' ')
                .append(what);
        script.append(" -d ").append(quoted(description)).append('\n');
    }

    private static String value(CompletionWords.ValueKind values, CompletionWords words) {
        return values == CompletionWords.ValueKind.NONE || values == CompletionWords.ValueKind.ANY
                ? " -x"
                : " -r" + positional(values, words);
    }

    private static String positional(CompletionWords.ValueKind values, CompletionWords words) {
        return switch (values) {
            case NONE, ANY -> "";
            case FILES -> " -F";
            case SCENARIOS -> " -f" + list(CompletionWords.scenarios());
            case SCENARIOS_AND_FILES -> " -F" + list(CompletionWords.scenarios());
            case TRUTH -> " -f" + list(List.of("true", "false"));
            case VERBS -> " -f" + list(words.verbNames());
            case SHELLS -> " -f" + list(List.of("bash", "zsh", "fish"));
            case FORMATS -> " -f" + list(EnvFormat.names());
            case COMMANDS -> " -F -a '(__fish_complete_subcommand)'";
        };
    }

    private static String list(List<String> words) {
        return " -a " + quoted(String.join(" ", words));
    }

    /** A word that fish doesn't expand: within quotes it knows escapes of the quote and of the backslash alone. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
