package io.github.rackconnectmock.standalone;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts what is wrong with the words for a verb into a line. */
final class UsageMistakes {
    private UsageMistakes() {}

    /** The failure that says what is wrong, and what would be right. */
    static Failure of(ParameterException mistake) {
        CommandLine verb = mistake.getCommandLine();
        String help = "see " + Runner.NAME + " help" + (verb.getParent() == null ? "" : " " + verb.getCommandName());
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            return unmatched.isUnknownOption() ? noSuchOption(word, verb, help) : noUse(word, help);
        }
        String what = Console.why(mistake);
        return Failure.usage(what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1) + "; " + help);
    }

    private static Failure noUse(String word, String help) {
        return Failure.usage("there is no use for " + word + "; " + help);
    }

    private static Failure noSuchOption(String word, CommandLine verb, String help) {
        String option = word.replaceFirst("=.*", "");
        Optional<String> near = DidYouMean.nearest(option, longNames(verb));
        if (near.isPresent()) {
            return Failure.usage("there is no option " + word + "; did you mean " + near.get() + "?");
        }
        List<String> others = new Runner(Console.none())
                .commandLine().getSubcommands().entrySet().stream()
                        .filter(each -> longNames(each.getValue()).contains(option))
                        .map(each -> each.getKey())
                        .toList();
        return Failure.usage("there is no option " + word
                + (others.isEmpty() ? "" : " of " + verb.getCommandName() + ", but of " + String.join(" and ", others))
                + "; " + help);
    }

    private static List<String> longNames(CommandLine verb) {
        return verb.getCommandSpec().options().stream()
                .map(OptionSpec::names)
                .flatMap(Stream::of)
                .filter(name -> name.startsWith("--"))
                .toList();
    }
}
