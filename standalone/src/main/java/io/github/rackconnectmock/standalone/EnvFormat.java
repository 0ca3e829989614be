package io.github.rackconnectmock.standalone;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A way to write environment variables down, for a shell or another program. */
enum EnvFormat {
    SH {
        @Override
        String text(String name, String value) {
            return "export " + name + "=" + CompletionScript.quoted(value);
        }
    },
    FISH {
        @Override
        String text(String name, String value) {
            return "set -gx " + name + " '" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
    },
    POWERSHELL {
        @Override
        String text(String name, String value) {
            // PowerShell takes the quotes of typographers for the plain one.
            return "$env:" + name + " = '" + value.replaceAll("['\u2018\u2019\u201a\u201b]", "$0$0") + "'";
        }
    },
    GITHUB {
        @Override
        String text(String name, String value) {
            if (value.chars().noneMatch(Character::isISOControl)) {
                return name + "=" + value;
            }
            String end = "EOF";
            while (Arrays.asList(value.split("\r?\n|\r", -1)).contains(end)) {
                end += "F";
            }
            return name + "<<" + end + "\n" + value + "\n" + end;
        }
    },
    DOTENV {
        /** In a way that all who read such files read alike. */
        @Override
        String text(String name, String value) {
            if (value.matches("|[^\\p{Cntrl}\\s'\"\\\\$`#]([^\\p{Cntrl}'\"\\\\$`#]*[^\\p{Cntrl}\\s'\"\\\\$`#])?")) {
                return name + "=" + value;
            }
            if (value.matches("[^\\p{Cntrl}'\\\\]*") && !value.contains("${")) {
                return name + "='" + value + "'";
            }
            if (value.matches("[^\\p{Cntrl}\"\\\\$`]*")) {
                return name + "=\"" + value + "\"";
            }
            throw Failure.usage("--format dotenv: " + name + " can't be " + value
                    + ", since those who read such files differ in what that is; choose another place for the file, or"
                    + " another format");
        }
    },
    JSON {
        @Override
        String text(Map<String, String> variables) {
            return variables.entrySet().stream()
                    .map(each -> "  " + text(each.getKey(), each.getValue()))
                    .collect(Collectors.joining(",\n", "{\n", "\n}"));
        }

        @Override
        String text(String name, String value) {
            return ReadyLine.text(name) + ": " + ReadyLine.text(value);
        }
    };

    /** The names of all formats, as they are given. */
    static List<String> names() {
        return Arrays.stream(values()).map(EnvFormat::word).toList();
    }

    /** @throws Failure if there is no such format */
    static EnvFormat of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Failure.usage("--format can't be \"" + word + "\"; "
                        + DidYouMean.remedy(word, names(), "give one of " + String.join(", ", names()))));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All variables, without the end of the last line. */
    String text(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(each -> text(each.getKey(), each.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** One variable. */
    abstract String text(String name, String value);
}
