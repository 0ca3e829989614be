package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The words of the command line that a shell can complete. */
record CompletionWords(List<VerbWords> verbs) {
    /** What a value can be: nothing that a shell knows, or words of this kind. */
    enum ValueKind {
        NONE,
        ANY,
        FILES,
        SCENARIOS,
        SCENARIOS_AND_FILES,
        TRUTH,
        VERBS,
        SHELLS,
        FORMATS,
        COMMANDS
    }

    /** An option, and what its value can be. */
    record OptionWords(String name, String description, ValueKind kind, boolean needsValue) {}

    /** A verb, its options, and what else it takes. */
    record VerbWords(String name, String description, List<OptionWords> options, ValueKind positionals) {}

    static CompletionWords of(CommandLine program) {
        List<VerbWords> verbs = new ArrayList<>();
        program.getSubcommands().forEach((name, line) -> {
            CommandSpec spec = line.getCommandSpec();
            List<OptionWords> options =
                    spec.options().stream().map(CompletionWords::option).toList();
            ValueKind positionals = spec.positionalParameters().isEmpty()
                    ? ValueKind.NONE
                    : kind(spec.positionalParameters().get(0).paramLabel());
            verbs.add(new VerbWords(name, sentence(spec.usageMessage().description()), options, positionals));
        });
        return new CompletionWords(verbs);
    }

    List<String> verbNames() {
        return verbs.stream().map(VerbWords::name).toList();
    }

    /** The verb that runs when none is given. */
    VerbWords defaultVerb() {
        return verbs.get(0);
    }

    static List<String> scenarios() {
        return Catalogue.names();
    }

    private static OptionWords option(OptionSpec option) {
        boolean takesValue = option.arity().max() > 0;
        return new OptionWords(
                option.longestName(),
                sentence(option.description()),
                takesValue ? kind(option.paramLabel()) : ValueKind.NONE,
                option.arity().min() > 0);
    }

    private static ValueKind kind(String label) {
        return switch (label) {
            case "FILE", "FOLDER" -> ValueKind.FILES;
            case "FILE|NAME" -> ValueKind.SCENARIOS_AND_FILES;
            case "true|false" -> ValueKind.TRUTH;
            case "SCENARIO" -> ValueKind.SCENARIOS;
            case "VERB" -> ValueKind.VERBS;
            case "SHELL" -> ValueKind.SHELLS;
            case "FORMAT" -> ValueKind.FORMATS;
            case "COMMAND" -> ValueKind.COMMANDS;
            default -> ValueKind.ANY;
        };
    }

    /** The first sentence of a description. */
    static String sentence(String... description) {
        String text = description.length == 0 ? "" : description[0];
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
