package io.github.rackconnectmock.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the profile {@code release} lists beside the jar, in the format of CycloneDX. */
class CoreSbomIT {
    private static final Path JAR = path("rackconnect-mock.core-jar");
    private static final Path REPOSITORY = path("rackconnect-mock.local-repository");
    private static final String CARRIED = "io/github/rackconnectmock/internal/shaded/";
    private static final Set<String> GROUPS = Set.of("io.netty", "com.fasterxml.jackson.core");

    /** Not the other way round: of what is listed, the jar has only the classes that are used. */
    @Test
    void eachCarriedClassIsOfAListedLibrary() throws IOException {
        Set<String> listed = new HashSet<>();
        for (JsonNode component : carried()) {
            classes(original(component)).forEach(listed::add);
        }
        assertThat(classes(JAR).filter(name -> name.startsWith(CARRIED)).toList())
                .hasSizeGreaterThan(1000)
                .allMatch(listed::contains);
    }

    @Test
    void theVersionIsThatOfTheCarriedClasses() throws Exception {
        String listed = "";
        for (JsonNode component : carried()) {
            if (component.path("name").asText().equals("jackson-databind")) {
                listed = component.path("version").asText();
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> version =
                    loader.loadClass("io.github.rackconnectmock.internal.shaded.jackson.databind.cfg.PackageVersion");
            assertThat(version.getField("VERSION").get(null)).hasToString(listed);
        }
    }

    /** Scanners may leave out what is optional. */
    @Test
    void nothingCarriedIsOptional() throws IOException {
        assertThat(carried())
                .isNotEmpty()
                .noneMatch(component -> component.path("scope").asText().equals("optional"));
    }

    @Test
    void wireMockIsListedToo() throws IOException {
        assertThat(components())
                .anyMatch(component -> component.path("name").asText().equals("wiremock-standalone"));
    }

    @Test
    void twoBuildsListTheSame() throws IOException {
        JsonNode sbom = sbom();
        assertThat(sbom.has("serialNumber")).isFalse();
        assertThat(sbom.path("metadata").has("component")).isTrue();
        assertThat(sbom.path("metadata").has("timestamp")).isFalse();
    }

    private static Path path(String property) {
        return Path.of(Objects.requireNonNull(System.getProperty(property), property));
    }

    private static JsonNode sbom() throws IOException {
        return new ObjectMapper().readTree(path("rackconnect-mock.core-sbom").toFile());
    }

    private static List<JsonNode> components() throws IOException {
        List<JsonNode> components = new ArrayList<>();
        sbom().path("components").forEach(components::add);
        return components;
    }

    private static List<JsonNode> carried() throws IOException {
        return components().stream()
                .filter(component -> GROUPS.contains(component.path("group").asText()))
                .toList();
    }

    private static Path original(JsonNode component) {
        String name = component.path("name").asText();
        String version = component.path("version").asText();
        return REPOSITORY
                .resolve(component.path("group").asText().replace('.', '/'))
                .resolve(name)
                .resolve(version)
                .resolve(name + "-" + version + ".jar");
    }

    /** The classes of a jar, those of Netty and Jackson by the names that they have in core's. */
    private static Stream<String> classes(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceFirst("^io/netty/", CARRIED + "netty/"))
                    .map(name -> name.replaceFirst("^com/fasterxml/jackson/", CARRIED + "jackson/"))
                    .toList()
                    .stream();
        }
    }
}
