package io.github.rackconnectmock.standalone;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment variables by which an unmodified program asks a mock at the six hosts' own URLs. */
final class ClientEnvironment {
    /** Names a file of a run alone. */
    static final String WGETRC = "WGETRC";

    private static final String JAVA_OPTIONS = "JAVA_TOOL_OPTIONS";
    private static final String PHP_SETTINGS = "PHP_INI_SCAN_DIR";
    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

    /** As a JVM parts words: blanks end one, but for those within quotes. */
    private static final Pattern JAVA_WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

    private ClientEnvironment() {}

    /**
     * The variables by which programs find a proxy, and what to trust.
     *
     * @param proxy the URL of a port of the mock, such as {@code http://127.0.0.1:8089}
     * @param before the variables there are
     */
    static Map<String, String> of(String proxy, ClientFiles files, Map<String, String> before) {
        Map<String, String> variables = proxy(proxy);
        variables.putAll(trust(files, before));
        variables.put(JAVA_OPTIONS, javaOptions(before, javaProxy(url(proxy)), javaTrust(files)));
        return variables;
    }

    /** The variables by which programs find a proxy, without any file. */
    private static Map<String, String> proxy(String proxy) {
        Map<String, String> variables = new LinkedHashMap<>();
        // Programs differ in the case that they look at.
        for (String name : new String[] {"http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"}) {
            variables.put(name, proxy);
        }
        String direct = String.join(",", direct(url(proxy)));
        variables.put("no_proxy", direct);
        variables.put("NO_PROXY", direct);
        // These read the proxy variables only where told so: Node from versions 22.21 and 24 on, LWP and Mojolicious.
        for (String name : new String[] {"NODE_USE_ENV_PROXY", "PERL_LWP_ENV_PROXY", "MOJO_PROXY"}) {
            variables.put(name, "1");
        }
        return variables;
    }

    private static HttpUrl url(String proxy) {
        return HttpUrl.parse(proxy).orElseThrow();
    }

    /** What no proxy is asked for. */
    private static List<String> direct(HttpUrl proxy) {
        String host = proxy.host();
        List<String> direct = new ArrayList<>(LOCAL);
        if (!direct.contains(host)) {
            direct.add(host);
        }
        return direct;
    }

    /**
     * The variables by which programs know what to trust, where the six hosts' names lead to the mock.
     *
     * @param before the variables there are
     */
    static Map<String, String> trust(ClientFiles files, Map<String, String> before) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : new String[] {
            "CURL_CA_BUNDLE",
            "SSL_CERT_FILE",
            "REQUESTS_CA_BUNDLE",
            "NODE_EXTRA_CA_CERTS",
            "GIT_SSL_CAINFO",
            "PERL_LWP_SSL_CA_FILE",
            "MOJO_CA_FILE"
        }) {
            variables.put(name, files.certificate().toString());
        }
        variables.put(WGETRC, files.wgetrc().toString());
        variables.put(PHP_SETTINGS, phpSettings(before.getOrDefault(PHP_SETTINGS, ""), files));
        variables.put(JAVA_OPTIONS, javaOptions(before, javaTrust(files)));
        return variables;
    }

    /** Of these variables, those that name a proxy, which isn't reached from a network of one's own. */
    static List<String> proxies(Map<String, String> variables) {
        TreeSet<String> proxies = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Collections.addAll(proxies, "http_proxy", "https_proxy", "all_proxy", "no_proxy");
        return variables.keySet().stream().filter(proxies::contains).toList();
    }

    /** A blank place in the list is the folder that PHP reads anyway. */
    private static String phpSettings(String before, ClientFiles files) {
        String folder = files.phpSettings().resolveSibling("").toString();
        List<String> places = new ArrayList<>(List.of(before.split(File.pathSeparator, -1)));
        places.remove(folder);
        places.add(folder);
        return String.join(File.pathSeparator, places);
    }

    private static Map<String, String> javaProxy(HttpUrl proxy) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String scheme : new String[] {"http", "https"}) {
            properties.put(scheme + ".proxyHost", proxy.host());
            properties.put(scheme + ".proxyPort", Integer.toString(proxy.port()));
        }
        properties.put("http.nonProxyHosts", String.join("|", direct(proxy)).replace("::1", "[::1]"));
        return properties;
    }

    private static Map<String, String> javaTrust(ClientFiles files) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("javax.net.ssl.trustStore", files.trustStore().toString());
        properties.put("javax.net.ssl.trustStoreType", "PKCS12");
        properties.put("javax.net.ssl.trustStorePassword", ClientFiles.PASSWORD);
        return properties;
    }

    /** What was there stays, but for what is said again now. */
    @SafeVarargs
    private static String javaOptions(Map<String, String> before, Map<String, String>... properties) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Map<String, String> some : properties) {
            some.forEach((name, value) -> options.put("-D" + name + "=", value));
        }
        List<String> words = new ArrayList<>();
        Matcher word = JAVA_WORD.matcher(before.getOrDefault(JAVA_OPTIONS, ""));
        while (word.find()) {
            if (options.keySet().stream().noneMatch(word.group()::startsWith)) {
                words.add(word.group());
            }
        }
        options.forEach((start, value) -> words.add(start + javaText(value)));
        return String.join(" ", words);
    }

    /** As a JVM reads a word. */
    private static String javaText(String text) {
        if (text.matches("[^\\s'\"]*")) {
            return text;
        }
        // What is within a pair of quotes is taken as it is, but for the end of the pair.
        return "'" + text.replace("'", "'\"'\"'") + "'";
    }
}
