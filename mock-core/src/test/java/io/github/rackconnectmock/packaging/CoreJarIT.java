package io.github.rackconnectmock.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

class CoreJarIT {
    private static final Path JAR = Path.of(Objects.requireNonNull(System.getProperty("rackconnect-mock.core-jar")));
    private static final String OWN = "io/github/rackconnectmock/";
    private static final String CARRIED = OWN + "internal/shaded/";

    /** All that may be outside {@link #OWN}: a service or another version of a class would act on the user's whole JVM. */
    private static final String META_INF = "META-INF/(MANIFEST\\.MF|LICENSE|licenses/[a-z0-9.-]+\\.txt)";

    /** Words of each licence that no other one has. */
    private static final Map<String, String> PHRASES =
            Map.of("Apache-2.0", "Apache License", "MIT", "Permission is hereby granted, free of charge");

    /** A text in a class file begins with the byte 1 and two bytes of length. */
    private static final Pattern CONSTANT_OF_A_LIBRARY =
            Pattern.compile("\u0001..(\\[*L)?(io[./]netty|com[./]fasterxml[./]jackson)[./]", Pattern.DOTALL);

    @Test
    void allIsBelowOurPackage() throws IOException {
        assertThat(entries())
                .allMatch(entry -> entry.startsWith(OWN) || entry.matches(META_INF))
                .contains(OWN + "RackConnectMockServer.class", CARRIED + "netty/channel/Channel.class");
    }

    @Test
    void theLibrariesAreThoseOfTheTable() throws IOException {
        assertThat(entries().stream()
                        .filter(entry -> entry.startsWith(CARRIED))
                        .map(entry -> entry.substring(CARRIED.length()).replaceFirst("/.*", "")))
                .containsOnly("netty", "jackson");
    }

    @Test
    void noEntryIsThereTwice() throws IOException {
        assertThat(entries()).doesNotHaveDuplicates();
    }

    @Test
    void thereIsNothingNative() throws IOException {
        assertThat(entries())
                .noneMatch(entry -> entry.matches(".*\\.(so|dll|jnilib|dylib)"))
                .noneMatch(entry -> entry.matches(".*/netty/channel/(epoll|kqueue|uring)/.*"));
    }

    @Test
    void itIsAnAutomaticModuleWithOneVersionOfEachClass() throws IOException {
        assertThat(entries()).noneMatch(entry -> entry.endsWith("module-info.class"));
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Automatic-Module-Name")).isEqualTo("io.github.rackconnectmock.core");
            assertThat(attributes.getValue("Multi-Release")).isNull();
        }
    }

    /** Texts too, since Netty reads its system properties by names that begin so. */
    @Test
    void noClassUsesANameOfTheLibrariesOwn() throws IOException {
        Set<String> naming = new HashSet<>();
        for (String entry : entries()) {
            // In ISO 8859-1, each byte is a character.
            if (entry.endsWith(".class")
                    && CONSTANT_OF_A_LIBRARY
                            .matcher(new String(bytes(entry), StandardCharsets.ISO_8859_1))
                            .find()) {
                naming.add(entry);
            }
        }
        assertThat(naming).isEmpty();
    }

    @Test
    void whatIsCarriedHasItsLicence() throws IOException {
        List<String> entries = entries();
        List<String> table = text("META-INF/licenses/core.txt").lines().toList();
        Set<String> named = new HashSet<>(Set.of("META-INF/licenses/core.txt", "META-INF/LICENSE"));
        List<String> places = new ArrayList<>();
        for (String line : table) {
            String[] cells = line.split(" \\| ", -1);
            if (!cells[0].endsWith("/")) {
                continue;
            }
            places.add(cells[0]);
            List<String> texts =
                    Stream.of(cells[3].split(", ", -1)).map("META-INF/"::concat).toList();
            named.addAll(texts);
            assertThat(entries).as(cells[1]).contains(texts.toArray(String[]::new));
            assertThat(text(texts.get(0)).replaceAll("\\s+", " "))
                    .as("the licence of %s", cells[1])
                    .contains(Objects.requireNonNull(PHRASES.get(cells[2]), cells[2]));
        }
        assertThat(entries.stream().filter(entry -> entry.startsWith(CARRIED)))
                .allMatch(entry -> places.stream().anyMatch(entry::startsWith));
        assertThat(places).allMatch(place -> entries.stream().anyMatch(entry -> entry.startsWith(place)));
        assertThat(entries.stream().filter(entry -> entry.matches("META-INF/[Ll][Ii][Cc][Ee][Nn].*")))
                .allMatch(named::contains);
    }

    @Test
    void wireMockIsTheOnlyLibraryThatComesAlong() throws Exception {
        Path pom = Path.of(Objects.requireNonNull(System.getProperty("rackconnect-mock.core-pom")));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        NodeList dependencies = (NodeList) XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                        "/project/dependencies/dependency[not(scope) or scope='compile' or scope='runtime']/artifactId/text()",
                        factory.newDocumentBuilder().parse(pom.toFile()),
                        XPathConstants.NODESET);
        List<String> artifacts = new ArrayList<>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            artifacts.add(dependencies.item(i).getNodeValue());
        }
        assertThat(artifacts).containsExactly("wiremock-standalone");
    }

    private static String text(String entry) throws IOException {
        return new String(bytes(entry), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String entry) throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile());
                InputStream bytes = jar.getInputStream(jar.getEntry(entry))) {
            return bytes.readAllBytes();
        }
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = new ArrayList<>();
            jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .forEach(names::add);
            return names;
        }
    }
}
