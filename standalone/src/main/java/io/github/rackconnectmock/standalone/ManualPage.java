package io.github.rackconnectmock.standalone;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What the help says, as a manual page: the program's own, or that of one of its verbs. */
final class ManualPage {
    private final StringBuilder page = new StringBuilder();
    private final CommandSpec spec;

    private ManualPage(CommandSpec spec) {
        this.spec = spec;
    }

    /** The page of the program, or of a verb, in roff. */
    static String of(CommandLine program) {
        return new ManualPage(program.getCommandSpec()).write();
    }

    private String write() {
        UsageMessageSpec usage = spec.usageMessage();
        String name = name(spec);
        request("TH", name.toUpperCase(Locale.ROOT), "1", "", Version.text(), Runner.NAME);
        section("NAME");
        line(text(name) + " \\- " + text(firstSentence(usage)));
        section("SYNOPSIS");
        synopsis();
        section("DESCRIPTION");
        paragraphs(List.of(usage.description()));
        verbs();
        options();
        if (spec.parent() == null) {
            environment();
        }
        exitCodes(usage.exitCodeList());
        section("EXAMPLES");
        request("EX");
        for (String example : usage.footer()) {
            if (example.startsWith(" ")) {
                line(text(example.strip()));
            }
        }
        request("EE");
        section("SEE ALSO");
        line(String.join(", ", others().stream().map(ManualPage::reference).toList()));
        return page.toString();
    }

    /** {@code rackconnect-mock-serve}: as man knows the page of a verb. */
    private static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private static String firstSentence(UsageMessageSpec usage) {
        return CompletionWords.sentence(usage.description()).replaceFirst("\\.$", "");
    }

    private void synopsis() {
        StringBuilder words = new StringBuilder(bold(spec.qualifiedName()));
        words.append(" [").append(italic("OPTION")).append("]...");
        if (spec.parent() == null) {
            words.append(" [").append(italic("VERB")).append("]");
        }
        if (spec.qualifiedName().endsWith(" " + Arguments.RUNS_A_COMMAND)) {
            words.append(" \\-\\-");
        }
        for (ArgSpec each : spec.positionalParameters()) {
            boolean needed = each.arity().min() > 0;
            String label = italic(each.paramLabel()) + (each.arity().max() > 1 ? "..." : "");
            words.append(needed ? " " + label : " [" + label + "]");
        }
        line(words.toString());
    }

    private void verbs() {
        if (spec.subcommands().isEmpty()) {
            return;
        }
        section("VERBS");
        spec.subcommands().forEach((verb, line) -> {
            request("TP");
            line(reference(name(line.getCommandSpec())));
            paragraphs(List.of(firstSentence(line.getCommandSpec().usageMessage()) + "."));
        });
    }

    private void options() {
        section("OPTIONS");
        for (OptionSpec option : spec.options()) {
            String names = String.join(
                    ", ", List.of(option.names()).stream().map(ManualPage::bold).toList());
            String value = option.arity().max() == 0 ? "" : " " + italic(option.paramLabel());
            item(names + (option.arity().min() == 0 && !value.isEmpty() ? "[=" + value.strip() + "]" : value), option);
        }
        for (ArgSpec each : spec.positionalParameters()) {
            item(italic(each.paramLabel()), each);
        }
    }

    private void item(String what, ArgSpec described) {
        request("TP");
        line(what);
        paragraphs(List.of(described.description()));
    }

    private void environment() {
        section("ENVIRONMENT");
        request("TP");
        line(bold("RACKCONNECT_MOCK_JAVA_OPTS"));
        line(
                text(
                        "More options for the Java virtual machine, separated by white space. They come after the program's own."));
    }

    private void exitCodes(Map<String, String> codes) {
        if (codes.isEmpty()) {
            return;
        }
        section("EXIT STATUS");
        codes.forEach((code, meaning) -> {
            request("TP");
            line(bold(code));
            line(text(meaning));
        });
    }

    /** The program's page for a verb, the verbs' pages for the program. */
    private Collection<String> others() {
        CommandSpec parent = spec.parent();
        return parent != null
                ? List.of(name(parent))
                : spec.subcommands().values().stream()
                        .map(line -> name(line.getCommandSpec()))
                        .toList();
    }

    private static String reference(String name) {
        return bold(name) + "(1)";
    }

    /** Empty lines stand between paragraphs. */
    private void paragraphs(List<String> lines) {
        for (String each : lines) {
            if (each.isEmpty()) {
                request("PP");
            } else {
                line(text(each));
            }
        }
    }

    private void section(String heading) {
        request("SH", heading);
    }

    private void request(String name, String... words) {
        page.append('.').append(name);
        for (String word : words) {
            page.append(" \"").append(text(word).replace("\"", "\\(dq")).append('"');
        }
        page.append('\n');
    }

    private void line(String roff) {
        page.append(roff).append('\n');
    }

    private static String bold(String word) {
        return "\\fB" + text(word) + "\\fR";
    }

    private static String italic(String word) {
        return "\\fI" + text(word) + "\\fR";
    }

    /** Text that means nothing to roff, and whose signs can be copied to a shell as they are. */
    private static String text(String plain) {
        StringBuilder roff = new StringBuilder();
        if (plain.startsWith(".") || plain.startsWith("'")) {
            roff.append("\\&");
        }
        for (int i = 0; i < plain.length(); i++) {
            char sign = plain.charAt(i);
            switch (sign) {
                case '\\' -> roff.append("\\e");
                case '-' -> roff.append("\\-");
                case '\'' -> roff.append("\\(aq");
                case '`' -> roff.append("\\(ga");
                case '^' -> roff.append("\\(ha");
                case '~' -> roff.append("\\(ti");
                default -> roff.append(sign);
            }
        }
        return roff.toString();
    }
}
