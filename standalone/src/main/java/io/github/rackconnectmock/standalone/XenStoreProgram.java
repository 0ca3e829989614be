package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code xenstore-read} that asks the mock: scripts of several vendors read the status there (observed). It comes first on a
 * command's path, and fails as the real one does on a machine without a hypervisor, until the server's life has begun.
 */
final class XenStoreProgram {
    static final String NAME = "xenstore-read";
    static final String PATH = "PATH";
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private static final String PROGRAM = """
            #!/bin/sh
            # Reads from the mock what the hypervisor would tell; curl or wget has to be there.
            for path; do
              case $path in -*) continue ;; esac
              url='URL'"$path"
              if value=$(curl -sf --noproxy '*' "$url" 2>/dev/null) || value=$(wget -q --no-proxy -O - "$url" 2>/dev/null); then
                printf '%s\\n' "$value"
              else
                echo "xenstore-read: couldn't read path $path" >&2
                exit 1
              fi
            done
            """;

    private XenStoreProgram() {}

    /**
     * The path of a command that finds the program first.
     *
     * @param server whom it is about; {@code null} for the scenario's first
     */
    static String path(
            RackConnectMockServer mock,
            @Nullable String server,
            TemporaryFolder folder,
            Map<String, String> environment) {
        // A name, or an address, as the control API takes either.
        String name = server == null ? mock.scenario().servers().get(0).name(1) : server;
        String url = mock.baseUri() + "__admin/rackconnect/servers/" + name + "/xenstore?path=";
        return path(folder.program("bin", NAME, content(url)), environment);
    }

    /**
     * A path on which the program comes first, once.
     *
     * @param program where it is
     */
    static String path(Path program, Map<String, String> environment) {
        String folder = String.valueOf(program.getParent());
        List<String> places = new ArrayList<>(
                List.of(environment.getOrDefault(PATH, USUAL_PATH).split(File.pathSeparator, -1)));
        places.remove(folder);
        places.add(0, folder);
        return String.join(File.pathSeparator, places);
    }

    /**
     * What is in its file.
     *
     * @param url what a path of the store is appended to
     */
    static byte[] content(String url) {
        return PROGRAM.replace("URL", url).getBytes(StandardCharsets.UTF_8);
    }
}
