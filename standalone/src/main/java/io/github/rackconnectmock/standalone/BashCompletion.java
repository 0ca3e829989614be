package io.github.rackconnectmock.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Completion in bash. */
final class BashCompletion implements CompletionScript {
    private static final String HEAD = """
            # bash completion of rackconnect-mock
            _rackconnect_mock() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb= i
                COMPREPLY=()
                # An equals sign is a word of its own to bash.
                if [[ $cur == = ]]; then cur= prev=$prev=; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}=; fi
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                        --) if [[ $verb == exec ]]; then _rackconnect_mock_command $((i + 1)); return; fi ;;
            """;

    private static final String MIDDLE = """
                    esac
                done
                case $verb:$prev in
            """;

    private static final String HELPERS = """
            _rackconnect_mock_words() {
                local word
                for word in $1; do
                    if [[ $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
                done
            }
            _rackconnect_mock_files() {
                local file
                compopt -o filenames 2>/dev/null
                while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$cur")
            }
            _rackconnect_mock_command() {
                local word
                if ((COMP_CWORD == $1)) && [[ $cur != */* ]]; then
                    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -c -- "$cur")
                else
                    _rackconnect_mock_files
                fi
            }
            """;

    @Override
    public String of(CompletionWords words, Optional<Path> jar) {
        StringBuilder script = new StringBuilder(HELPERS).append(HEAD);
        script.append("            ")
                .append(String.join("|", words.verbNames()))
                .append(") if [[ -z $verb ]]; then verb=${COMP_WORDS[i]}; fi ;;\n")
                .append(MIDDLE);
        for (CompletionWords.VerbWords verb : words.verbs()) {
            String name = verb.equals(words.defaultVerb()) ? "|" + verb.name() : verb.name();
            for (CompletionWords.OptionWords option : verb.options()) {
                if (option.kind() != CompletionWords.ValueKind.NONE) {
                    for (String each : name.split("\\|", -1)) {
                        String start = each + ":" + option.name();
                        script.append("        ").append(option.needsValue() ? start + "|" : "");
                        script.append(start).append("=) ");
                        script.append(action(option.kind(), words)).append("return ;;\n");
                    }
                }
            }
        }
        script.append("    esac\n    case $verb in\n");
        for (CompletionWords.VerbWords verb : words.verbs()) {
            script.append("        ")
                    .append(verb.name())
                    .append(") if [[ $cur == -* ]]; then _rackconnect_mock_words ");
            script.append(options(verb))
                    .append("; else ")
                    .append(action(verb.positionals(), words))
                    .append(":; fi ;;\n");
        }
        script.append("        *) if [[ $cur == -* ]]; then _rackconnect_mock_words ");
        script.append(options(words.defaultVerb())).append("; else ");
        script.append(list(words.verbNames())).append("; fi ;;\n    esac\n}\n");
        script.append("complete -F _rackconnect_mock rackconnect-mock\n");
        return script.append(CompletionScript.function(jar)).toString();
    }

    private static String options(CompletionWords.VerbWords verb) {
        return verb.options().stream()
                .map(CompletionWords.OptionWords::name)
                .collect(Collectors.joining(" ", "'", "'"));
    }

    private static String list(List<String> words) {
        return "_rackconnect_mock_words '" + String.join(" ", words) + "'";
    }

    private static String action(CompletionWords.ValueKind values, CompletionWords words) {
        return switch (values) {
            case NONE, ANY -> "";
            case FILES -> "_rackconnect_mock_files; ";
            case SCENARIOS -> list(CompletionWords.scenarios()) + "; ";
            case SCENARIOS_AND_FILES -> list(CompletionWords.scenarios()) + "; _rackconnect_mock_files; ";
            case TRUTH -> list(List.of("true", "false")) + "; ";
            case VERBS -> list(words.verbNames()) + "; ";
            case SHELLS -> list(List.of("bash", "zsh", "fish")) + "; ";
            case FORMATS -> list(EnvFormat.names()) + "; ";
            case COMMANDS -> "_rackconnect_mock_command $COMP_CWORD; ";
        };
    }
}
