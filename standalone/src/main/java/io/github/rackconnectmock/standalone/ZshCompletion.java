package io.github.rackconnectmock.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Completion in zsh. */
final class ZshCompletion implements CompletionScript {
    @Override
    public String of(CompletionWords words, Optional<Path> jar) {
        StringBuilder script = new StringBuilder("#compdef rackconnect-mock\n# zsh completion of rackconnect-mock\n");
        script.append("_rackconnect_mock_scenarios() { _alternative 'scenarios:scenario:")
                .append(list(CompletionWords.scenarios()))
                .append("' 'files:file:_files'; }\n_rackconnect_mock_verbs() {\n    local -a verbs\n    verbs=(\n");
        for (CompletionWords.VerbWords verb : words.verbs()) {
            script.append("        ")
                    .append(CompletionScript.quoted(verb.name() + ":" + verb.description()))
                    .append('\n');
        }
        script.append("    )\n    _describe verb verbs\n}\n_rackconnect_mock() {\n");
        script.append(
                        "    local verb='' i\n    for ((i = 2; i < CURRENT; i++)); do\n        case $words[i] in\n            ")
                .append(String.join("|", words.verbNames()))
                .append(
                        ") verb=$words[i]; shift $((i - 1)) words; ((CURRENT -= i - 1)); break ;;\n        esac\n    done\n");
        script.append("    case $verb in\n");
        for (CompletionWords.VerbWords verb : words.verbs()) {
            script.append("        ").append(verb.name()).append(") _arguments \\\n");
            options(script, verb, words);
            script.append("            ")
                    .append(positional(verb.positionals(), words))
                    .append(" ;;\n");
        }
        script.append("        *) _arguments \\\n");
        options(script, words.defaultVerb(), words);
        script.append("            '1:verb:_rackconnect_mock_verbs' ;;\n    esac\n}\n");
        script.append("(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }\n");
        script.append("compdef _rackconnect_mock rackconnect-mock\n");
        return script.append(CompletionScript.function(jar)).toString();
    }

    private static void options(StringBuilder script, CompletionWords.VerbWords verb, CompletionWords words) {
        for (CompletionWords.OptionWords option : verb.options()) {
            String description = option.description()
                    .replace("\\", "\\\\")
                    .replace("[", "\\[")
                    .replace("]", "\\]")
                    .replace(":", "\\:");
            boolean takesValue = option.kind() != CompletionWords.ValueKind.NONE;
            // The value may come behind an equals sign; one that can be left out comes there alone.
            String sign = option.needsValue() ? "=" : takesValue ? "=-" : "";
            String value = (takesValue && !option.needsValue() ? "::value:" : ":value:") + action(option.kind(), words);
            script.append("            ")
                    .append(CompletionScript.quoted(
                            option.name() + sign + "[" + description + "]" + (takesValue ? value : "")))
                    .append(" \\\n");
        }
    }

    private static String positional(CompletionWords.ValueKind values, CompletionWords words) {
        return switch (values) {
            case NONE, ANY -> "&& return";
            case COMMANDS -> "'*::command:_normal'";
            default -> CompletionScript.quoted("*:value:" + action(values, words));
        };
    }

    private static String action(CompletionWords.ValueKind values, CompletionWords words) {
        return switch (values) {
            case NONE, ANY, COMMANDS -> "";
            case FILES -> "_files";
            case SCENARIOS -> list(CompletionWords.scenarios());
            case SCENARIOS_AND_FILES -> "_rackconnect_mock_scenarios";
            case TRUTH -> list(List.of("true", "false"));
            case VERBS -> list(words.verbNames());
            case SHELLS -> list(List.of("bash", "zsh", "fish"));
            case FORMATS -> list(EnvFormat.names());
        };
    }

    private static String list(List<String> words) {
        return "(" + String.join(" ", words) + ")";
    }
}
