package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.Field;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ListValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ObjectValue;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioNotes;
import io.github.rackconnectmock.scenario.ScenarioWarnings;

/** What is wrong though each field is well-formed, placed where the file says it. */
final class RuleMistakes {
    private final JsonValue top;
    private final Mistakes mistakes;

    RuleMistakes(JsonValue top, Mistakes mistakes) {
        this.top = top;
        this.mistakes = mistakes;
    }

    /** Adds a problem, unless it is one of a value that replaces a mistake. */
    void add(Scenario.Problem problem) {
        JsonValue at = top;
        String rest = problem.path();
        String shown = rest;
        while (!mistakes.isRefused(at)) {
            if (at instanceof ListValue list && rest.startsWith("[")) {
                int end = rest.indexOf(']');
                at = list.elements().get(Integer.parseInt(rest.substring(1, end)));
                rest = rest.substring(end + 1);
            } else if (at instanceof ListValue list && list.elements().size() == 1) {
                // The rules don't know that the only one stands in a list.
                shown = shown.substring(0, shown.length() - rest.length()) + "[0]" + rest;
                at = list.elements().get(0);
            } else if (at instanceof ObjectValue object && !rest.isEmpty()) {
                rest = rest.startsWith(".") ? rest.substring(1) : rest;
                String name = nextField(object, rest);
                if (mistakes.isMissing(object, name)) {
                    return;
                }
                Field field = object.fields().get(name);
                if (field == null) {
                    break;
                }
                at = field.value();
                rest = rest.substring(name.length());
            } else {
                break;
            }
        }
        if (!mistakes.isRefused(at)) {
            mistakes.add(at.offset(), shown, problem.message());
        }
    }

    /** Adds a warning, unless the file says what it is about. */
    void warn(ScenarioWarnings.Warning warning) {
        String said = warning.unlessSaid();
        if (said == null || !says(warning.path(), said)) {
            add(new Scenario.Problem(warning.path(), "warning: " + warning.message()));
        }
    }

    /** Adds a note. */
    void note(ScenarioNotes.Note note) {
        add(new Scenario.Problem(note.path(), "note: " + note.message()));
    }

    /** Whether a server has a field in the file. */
    private boolean says(String path, String field) {
        if (!(top instanceof ObjectValue file)) {
            return false;
        }
        int number = Integer.parseInt(path.substring(path.indexOf('[') + 1, path.indexOf(']')));
        Field servers = file.fields().get("servers");
        return servers != null
                && servers.value() instanceof ListValue list
                && list.elements().get(number) instanceof ObjectValue server
                && server.fields().containsKey(field);
    }

    /** A name of a feature or task, which is the last of a path, may have anything in it. */
    private static String nextField(ObjectValue object, String path) {
        if (object.fields().containsKey(path)) {
            return path;
        }
        int end = 0;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
            end++;
        }
        return path.substring(0, end);
    }
}
