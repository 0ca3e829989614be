package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.scenario.ApiHost;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network of a command's own, in which the six hosts' names lead to the mock, as Linux's namespaces make it. Since a
 * JVM can't enter one, this program is started a second time within.
 */
final class OwnNetwork {
    /** Set for the second start alone, to what no other has. */
    static final String MARK = "RACKCONNECT_MOCK_INSIDE";

    private static final String REMEDY =
            "; it needs Linux with user namespaces, unshare and mount of util-linux 2.36 or"
                    + " later, and rights that containers often lack; leave --hosts out for programs that use a proxy";

    /** Before a JVM starts, which looks then whether there is IPv6. */
    private static final String LOOPBACK_UP = """
            ip link set lo up 2>/dev/null || {
              mount -t sysfs sysfs /sys && echo 9 >/sys/class/net/lo/flags && umount /sys || exit
            }
            exec "$@"
            """;

    /** In two steps, so that the network is this user's. */
    private static final List<String> ENTER = List.of(
            "unshare",
            "--user",
            "--map-root-user",
            "--",
            "unshare",
            "--mount",
            "--net",
            "--",
            "sh",
            "-c",
            LOOPBACK_UP,
            "sh");

    /** Files that a launcher has opened for the JVM, which no other process of a JVM's inherits. */
    private static final Pattern OPENED = Pattern.compile("/proc/self/fd/(\\d)/");

    /**
     * Leads the names. Its words: files for hosts and for name services, an empty folder, an address besides the loopback's
     * or nothing, and the caller's user and group.
     */
    private static final String LEAD = """
            set -e
            exec </dev/null
            if [ -n "$4" ]; then
              command -v ip >/dev/null || { echo "--as needs ip of iproute2" >&2; exit 1; }
              ip address add "$4" dev lo
            fi
            mount --bind "$1" /etc/hosts
            if [ -e /etc/nsswitch.conf ]; then mount --bind "$2" /etc/nsswitch.conf; fi
            if [ -d /run/nscd ]; then mount --bind "$3" /run/nscd; fi
            unshare --user --map-user="$5" --map-group="$6" -- sh -c :
            """;

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "0:0:0:0:0:0:0:1");

    /** Every octet is one character, so that none is lost. */
    private static final Charset AS_IT_IS = StandardCharsets.ISO_8859_1;

    private OwnNetwork() {}

    /** A mark for the second start, by which that knows itself: this network, and this process. */
    static String newMark() {
        return network() + " " + ProcessHandle.current().pid() + " " + System.nanoTime();
    }

    /** Whether this is the second start: of the process that has made the mark, and in another network. */
    static boolean isInside(Map<String, String> environment) {
        String[] mark = environment.getOrDefault(MARK, "").split(" ", -1);
        return mark.length == 3
                && !mark[0].equals(network())
                && ProcessHandle.current().parent().stream()
                        .anyMatch(parent -> mark[1].equals(Long.toString(parent.pid())));
    }

    private static String network() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "none";
        }
    }

    /**
     * The command line of the second start.
     *
     * @throws Failure if this system doesn't allow such a network
     */
    static List<String> commandLine() {
        if (!Files.exists(Path.of("/proc/self/exe"))) {
            throw impossible("this isn't Linux");
        }
        List<String> trial = new ArrayList<>(ENTER);
        trial.addAll(List.of("sh", "-c", ":"));
        check(trial);
        List<String> enter = new ArrayList<>(ENTER);
        try {
            enter.addAll(thisProgram());
        } catch (IOException e) {
            throw impossible(Console.why(e));
        }
        return enter;
    }

    /** This very command line, with the descriptors that are named in it. */
    private static List<String> thisProgram() throws IOException {
        Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding"));
        String line = Files.readString(Path.of("/proc/self/cmdline"), charset);
        List<String> words = new ArrayList<>(Arrays.asList(line.split("\0", -1)));
        // Behind the end of the last word.
        words.remove(words.size() - 1);
        words.set(0, Path.of("/proc/self/exe").toRealPath().toString());
        Map<String, String> opened = new TreeMap<>();
        for (String word : words) {
            Matcher descriptor = OPENED.matcher(word);
            while (descriptor.find()) {
                Path file = Path.of("/proc/self/fd", descriptor.group(1));
                opened.put(descriptor.group(1), file.toRealPath().toString());
            }
        }
        if (opened.isEmpty()) {
            return words;
        }
        List<String> reopening = new ArrayList<>(List.of("sh", "-c"));
        reopening.add(opened.entrySet().stream()
                .map(each -> "exec " + each.getKey() + "<" + CompletionScript.quoted(each.getValue()) + "; ")
                .collect(Collectors.joining("", "", "exec \"$0\" \"$@\"")));
        reopening.addAll(words);
        return reopening;
    }

    /** What stands for all addresses of a network, those of IPv4 too. */
    static String allAddresses() {
        return Files.exists(Path.of("/proc/net/if_inet6")) ? "::" : "0.0.0.0";
    }

    /**
     * Has the six hosts' names lead to an address of this network.
     *
     * @param address whose programs that use the names ask from
     * @throws Failure if this system doesn't allow it
     */
    static void lead(TemporaryFolder folder, InetAddress address) {
        String literal = address.getHostAddress();
        check(List.of(
                "sh",
                "-c",
                LEAD,
                "sh",
                folder.write("hosts", bytes(hosts(literal))).toString(),
                folder.write("nsswitch.conf", bytes(nameServices())).toString(),
                folder.folder("empty").toString(),
                LOOPBACK.contains(literal) ? "" : literal,
                caller("uid_map"),
                caller("gid_map")));
    }

    /** The system's hosts, but for those that the mock stands for. */
    private static String hosts(String address) {
        List<String> ours = ApiHost.all().stream().map(ApiHost::name).toList();
        List<String> lines = new ArrayList<>(List.of("127.0.0.1 localhost", "::1 localhost"));
        ours.forEach(host -> lines.add(address + " " + host));
        lines(Path.of("/etc/hosts"))
                .filter(line -> ours.stream().noneMatch(line::contains))
                .forEach(lines::add);
        return String.join("\n", lines) + "\n";
    }

    /** The system's, but for those beyond this network that know the hosts' names. */
    private static String nameServices() {
        return lines(Path.of("/etc/nsswitch.conf"))
                .map(line -> line.startsWith("hosts:") ? "hosts: files dns" : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(AS_IT_IS);
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readString(file, AS_IT_IS).lines();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** A command for the same user as outside, without a right to change the network. */
    static List<String> asCaller(List<String> command) {
        List<String> words = new ArrayList<>(List.of(
                "unshare", "--user", "--map-user=" + caller("uid_map"), "--map-group=" + caller("gid_map"), "--"));
        words.addAll(command);
        return words;
    }

    /** Who is root in here is the caller outside. */
    private static String caller(String map) {
        return lines(Path.of("/proc/self", map))
                .map(line -> line.strip().split("\\s+", -1)[1])
                .findFirst()
                .orElse("0");
    }

    private static void check(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw impossible(said.lines().findFirst().orElse("nothing more is known"));
            }
        } catch (IOException e) {
            throw impossible(Console.why(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw impossible(Console.why(e));
        }
    }

    private static Failure impossible(String why) {
        return new Failure(ExitCode.UNAVAILABLE, "--hosts isn't possible here (" + why + ")" + REMEDY);
    }
}
